/**
 * A native file that an install script builds or downloads, and that is not there: npm ran without scripts,
 * or for another Node or machine. Code asks for it by its path, or lets a package such as bindings do so; it
 * belongs to the package in whose folder it would be.
 */
import { placeInNodeModules } from "../../../layout/copy.ts";
import { joinPath, lastSegment, parentOf } from "../../../layout/paths.ts";
import { nativeChoices } from "../../../native/choice/choose.ts";
import { conventionOf } from "../../../native/choice/host-package.ts";
import { addonsIn, maxNames } from "../../../native/choice/loader.ts";
import { systemLibc } from "../../../native/libc.ts";
import type { World } from "../../rule/world.ts";

export interface Unbuilt {
  /** The package that the file belongs to, and where that is. */
  readonly package: string;
  readonly path: string;
  /** The file that was asked for. */
  readonly file: string;
  /** The native files that are there instead, for another Node or machine; at most 8. */
  readonly offered: readonly string[];
  /** `npm rebuild` makes it: the package has a build description of node-gyp. */
  readonly rebuilds: boolean;
  /** `process.version` and `process.arch` of the function. */
  readonly node: string;
  readonly cpu: string;
}

const maxOffered = 8;

/** @param target the absolute path that was asked for */
export function unbuiltAt(target: string, world: World): Unbuilt | null {
  const { host, packages, files } = world;
  if (host === null || !isNativeName(target) || placeInNodeModules(target) === null) return null;
  const copy = world.copyOf(target);
  const manifest = packages.read(copy.path);
  // Where native files come in packages for one platform each, such a package is what is missing.
  if (manifest === null || hasPlatformPackages(manifest.optionalDependencies)) return null;
  if (addonsIn(`${copy.path}/build/Release`, world).length > 0) return null;
  const loaderHost = { ...host, libc: systemLibc(files), variable: () => null };
  if (nativeChoices({ path: copy.path, manifest }, loaderHost, world).length > 0) return null;
  return {
    package: copy.package,
    path: copy.path,
    file: target,
    offered: offeredNear(target, copy.path, world).slice(0, maxOffered),
    rebuilds: files.stat(`${copy.path}/binding.gyp`)?.kind === "file",
    node: host.node,
    cpu: host.arch,
  };
}

function isNativeName(target: string): boolean {
  return target.endsWith(".node") || /\/build\/(?:Release|Debug)\/[^/]+$/.test(target);
}

function hasPlatformPackages(names: ReadonlyMap<string, string>): boolean {
  return [...names.keys()].some((name) => conventionOf(name) !== null);
}

/** Loaders write the Node, the system and the CPU into the file's name, or into that of its folder. */
function offeredNear(target: string, copy: string, world: World): readonly string[] {
  const folder = parentOf(target) ?? "/";
  if (world.files.readDir(folder, 1) !== null)
    return addonsIn(folder, world).map((name) => `${folder}/${name}`.slice(copy.length + 1));
  const above = parentOf(folder) ?? "/";
  if (!above.startsWith(`${copy}/`)) return [];
  const name = lastSegment(target);
  return (world.files.readDir(above, maxNames) ?? [])
    .map((other) => joinPath(above, `./${other}/${name}`))
    .filter((path) => world.files.stat(path)?.kind === "file")
    .map((path) => path.slice(copy.length + 1));
}
