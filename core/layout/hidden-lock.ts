/**
 * `node_modules/.package-lock.json`: npm writes into it what it installed (npm documentation,
 * package-lock.json, "Hidden Lockfiles"). In merged layers the last one that brought such a file left it for
 * all.
 */

import type { FileSystem } from "../file-system.ts";
import { member } from "../json.ts";

const maxBytes = 2 * 1024 * 1024;
const maxEntries = 5_000;
const maxRemembered = 16;

/**
 * Path below the folder, for example `a/node_modules/@s/b` -> version. Links and entries without a version
 * are left out.
 */
export type HiddenLock = ReadonlyMap<string, string>;

/** Reads each folder's lock once. */
export class HiddenLocks {
  readonly #files: FileSystem;
  readonly #read = new Map<string, HiddenLock | null>();

  constructor(files: FileSystem) {
    this.#files = files;
  }

  /** `folder` is a node_modules. Null where it has no usable lock of at most 2 MiB. */
  of(folder: string): HiddenLock | null {
    const known = this.#read.get(folder);
    if (known !== undefined) return known;
    const content =
      this.#read.size < maxRemembered ? this.#files.readFile(`${folder}/.package-lock.json`, maxBytes) : null;
    const lock = content === null || content.truncated ? null : parseHiddenLock(content.bytes);
    if (this.#read.size < maxRemembered) this.#read.set(folder, lock);
    return lock;
  }
}

/** Null for anything that is not such a file. Total. */
export function parseHiddenLock(bytes: Uint8Array): HiddenLock | null {
  const packages = member(parse(bytes), "packages");
  if (typeof packages !== "object" || packages === null) return null;
  const found = new Map<string, string>();
  for (const [path, entry] of Object.entries(packages).slice(0, maxEntries)) {
    const version = member(entry, "version");
    if (path.startsWith("node_modules/") && typeof version === "string" && member(entry, "link") !== true) {
      found.set(path.slice("node_modules/".length), version);
    }
  }
  return found;
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}
