/**
 * Which copy a module belongs to:
 * 1. A path with a `node_modules` segment belongs to the package named right after the last one (two segments
 *    for a scope). The folder's name is taken, not the one in package.json: it is what importers write, and
 *    an alias (`npm:`) is a wish for a copy of its own.
 * 2. Any other path belongs to the nearest package.json upward, within its root. One that names nothing and
 *    depends on nothing only sets the module type of a folder and is passed over.
 * 3. Without one, it belongs to the root's own directory, named `(function)`, `(layer)`, `(runtime)`
 *    or `(other)`: no npm name may hold a parenthesis, so these never meet a package.
 */
import { ownCodeName } from "./copy-ref.ts";
import type { PackageJson, PackageReader } from "./package-json.ts";
import { isInside, parentOf } from "./paths.ts";
import type { Roots } from "./roots.ts";

const maxLevels = 40;
const maxRemembered = 20_000;
const nodeModules = "/node_modules/";

export interface CopyPlace {
  readonly package: string;
  /** The copy's directory; the file itself for a module that is directly in a `node_modules` folder. */
  readonly path: string;
}

export class CopyFinder {
  readonly #roots: Roots;
  readonly #packages: PackageReader;
  readonly #byDirectory = new Map<string, CopyPlace>();

  constructor(roots: Roots, packages: PackageReader) {
    this.#roots = roots;
    this.#packages = packages;
  }

  /** `path` is a module's physical path. Total: text that is not a path answers `(other)`. */
  placeOf(path: string): CopyPlace {
    const lexical = placeInNodeModules(path);
    if (lexical !== null) return lexical;
    const directory = parentOf(path) ?? "/";
    const known = this.#byDirectory.get(directory);
    if (known !== undefined) return known;
    const place = this.#nearest(directory);
    if (this.#byDirectory.size < maxRemembered) this.#byDirectory.set(directory, place);
    return place;
  }

  #nearest(start: string): CopyPlace {
    const top = this.#roots.directoryOf(start);
    let directory: string | null = start;
    for (let level = 0; directory !== null && isInside(directory, top) && level < maxLevels; level++) {
      const found = this.#packages.read(directory);
      if (found?.name != null) return { package: found.name, path: directory };
      if (found !== null && dependsOnSomething(found)) break;
      directory = parentOf(directory);
    }
    return {
      package: ownCodeName(this.#roots.rootOf(start)),
      path: directory !== null && isInside(directory, top) ? directory : top,
    };
  }
}

/** Folders that package managers keep for themselves; no package's name begins with them. */
const keptFolders =
  /^\.(?:bin|cache|pnpm|store|vite|yarn-state\.yml|package-lock\.json|modules\.yaml)(?:\/|$)/;

/**
 * Null where the path has no `node_modules` segment with a package after it. Generated code is in folders
 * that begin with a dot, which `require` takes like a scope: `.prisma/client`.
 */
export function placeInNodeModules(path: string): CopyPlace | null {
  const start = path.lastIndexOf(nodeModules) + nodeModules.length;
  if (start < nodeModules.length) return null;
  let end = path.indexOf("/", start);
  if (end >= 0 && (path[start] === "@" || path[start] === ".")) end = path.indexOf("/", end + 1);
  if (end === start || start === path.length || keptFolders.test(path.slice(start))) return null;
  if (end >= 0) return { package: path.slice(start, end), path: path.slice(0, end) };
  return { package: path.slice(start).replace(/\.(?:[cm]?js|json|node)$/, ""), path };
}

/**
 * `/opt/nodejs/node_modules/a/node_modules/b` -> `/opt/nodejs/node_modules`; null for a path
 * outside node_modules.
 */
export function topNodeModules(path: string): string | null {
  const start = path.indexOf(nodeModules);
  return start < 0 ? null : path.slice(0, start + nodeModules.length - 1);
}

function dependsOnSomething(found: PackageJson): boolean {
  return (
    found.dependencies.size +
      found.optionalDependencies.size +
      found.peerDependencies.size +
      found.devDependencies.size >
    0
  );
}
