/**
 * The files that a bundler packed into one file, as copies of packages. What is known of a packed file is the
 * path that it had when it was bundled: `../node_modules/a/node_modules/zod/index.js`.
 *
 * 1. The copy's place is that path from its first `node_modules` to the package's folder.
 * 2. What is before is a folder of the machine that bundled. It is left out, unless it distinguishes two copies
 *    (workspaces): then the part that differs stays.
 * 3. The version is in the path where the package manager writes it there (version-in-path.ts), or in a
 *    package.json that was packed. Otherwise a lock may know it, or it is not known: the place alone says nothing
 *    about a version.
 */
import { placeInNodeModules } from "../copy.ts";
import { versionInPath } from "./version-in-path.ts";

/** One copy of a package in a bundle. */
export interface BundledCopy {
  readonly package: string;
  /** Null where nothing says it. */
  readonly version: string | null;
  /** Its folder when it was bundled, for example `node_modules/a/node_modules/zod`. Unique in a bundle. */
  readonly place: string;
  /** How many of its files are in the bundle. */
  readonly modules: number;
}

interface Packed {
  readonly package: string;
  readonly before: string;
  readonly place: string;
  version: string | null;
  modules: number;
}

/** Longer paths are not taken. */
export const maxPathBytes = 2_048;
const maxFiles = 100_000;
const maxCopies = 2_000;
const maxPlace = 400;
/** npm's names (validate-npm-package-name), also the old ones with upper case, and Prisma's `.prisma/client`. */
const packageName = /^(?:[@.][\w.~-]{1,100}\/)?[\w~-][\w.~-]{0,213}$/;
const controls = /\p{Cc}/u;

export class PackedFiles {
  readonly #copies = new Map<string, Packed>();
  /** The folder of the last file, and the copy that has it: the files of one folder come one after another. */
  #last: { readonly folder: string; readonly packed: Packed } | null = null;
  #files = 0;
  /** Whether there was more than can be kept. */
  isFull = false;

  /** Files of any package or of none. */
  get files(): number {
    return this.#files;
  }

  /**
   * `path` in any form that bundlers write. Returns the copy's key if the file is the copy's package.json and
   * its version is not known yet.
   */
  add(path: string): string | null {
    if (this.#files >= maxFiles) {
      this.isFull = true;
      return null;
    }
    this.#files++;
    const folder = path.slice(0, path.lastIndexOf("/"));
    if (this.#last?.folder === folder && !path.endsWith("/package.json")) {
      this.#last.packed.modules++;
      return null;
    }
    const found = packedIn(path);
    if (found === null) return null;
    const { before, place, file, name } = found;
    const key = `${before}\n${place}`;
    let packed = this.#copies.get(key);
    if (packed === undefined) {
      if (this.#copies.size >= maxCopies) {
        this.isFull = true;
        return null;
      }
      packed = { package: name, before, place, version: versionInPath(place, name), modules: 0 };
      this.#copies.set(key, packed);
    }
    packed.modules++;
    this.#last = { folder, packed };
    return file === "package.json" && packed.version === null ? key : null;
  }

  /** @param manifest the text of the copy's package.json */
  addManifest(key: string, manifest: string): void {
    const packed = this.#copies.get(key);
    const version = versionOf(manifest);
    if (packed !== undefined && version !== null) packed.version ??= version;
  }

  copies(): readonly BundledCopy[] {
    const all = [...this.#copies.values()];
    const common = commonFolder(all.map(({ before }) => before));
    return all.map(({ package: name, before, place, version, modules }) => ({
      package: name,
      version,
      place: before.slice(common) + place,
      modules,
    }));
  }
}

interface Found {
  readonly name: string;
  readonly before: string;
  readonly place: string;
  /** Below the place. */
  readonly file: string;
}

const scheme = /^[a-z][\w+.-]*:\/\/(?:[^/]*\/)?/i;
/** webpack gives a module that it has twice a hash (`?1a2b`); plugins of Rollup put a NUL before a path. */
const query = /[?#][^/]*$/;

function packedIn(path: string): Found | null {
  const plain = path.replaceAll("\0", "").replaceAll("\\", "/").replace(scheme, "").replace(query, "");
  const whole = plain
    .split("/")
    .filter((segment) => segment !== "" && segment !== "." && segment !== "..")
    .join("/");
  const start = `/${whole}`.indexOf("/node_modules/");
  if (start < 0 || controls.test(whole)) return null;
  const inside = `/${whole.slice(start)}`;
  const place = placeInNodeModules(inside);
  if (place === null || place.path === inside || place.path.length > maxPlace) return null;
  if (!packageName.test(place.package)) return null;
  return {
    name: place.package,
    before: whole.slice(0, start),
    place: place.path.slice(1),
    file: inside.slice(place.path.length + 1),
  };
}

/** How much of these folders is the same in all, up to a slash. */
function commonFolder(folders: readonly string[]): number {
  const [first = ""] = folders;
  let length = first.length;
  for (const folder of folders) {
    let same = 0;
    while (same < length && folder[same] === first[same]) same++;
    length = same;
  }
  return first.lastIndexOf("/", length - 1) + 1;
}

const plainVersion = /^\d{1,9}\.\d{1,9}\.\d{1,9}(?:[-+][\w.+-]{1,100})?$/;

function versionOf(manifest: string): string | null {
  try {
    const { version } = JSON.parse(manifest) as { version?: unknown };
    return typeof version === "string" && plainVersion.test(version) ? version : null;
  } catch {
    return null;
  }
}
