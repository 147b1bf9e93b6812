import type { FileSystem } from "../file-system.ts";
import { joinPath } from "./paths.ts";

const maxNames = 10_000;
const maxRemembered = 50_000;
const onlyItself = [""] as const;

/**
 * What is in the folders that Node looks into. One listing answers for every package of a folder, so that the
 * hundreds of questions "is there a copy of x in y?" cost one system call per folder.
 */
export class Folders {
  readonly #files: FileSystem;
  readonly #names = new Map<string, ReadonlySet<string> | null>();

  constructor(files: FileSystem) {
    this.#files = files;
  }

  /** Whether `folder/name` is there in any form; `name` may be scoped. */
  has(folder: string, name: string): boolean {
    return this.find(folder, name, onlyItself) !== null;
  }

  /** The first of `name` with each of the endings that is in the folder, as a path; null where none is. */
  find(folder: string, name: string, endings: readonly string[]): string | null {
    const slash = name.lastIndexOf("/");
    const parent = slash < 0 ? folder : `${folder}/${name.slice(0, slash)}`;
    // Most folders have no such scope, and to ask for a folder that does not exist costs most.
    if (slash >= 0 && !this.#mayHold(folder, name.slice(0, slash))) return null;
    const names = this.namesIn(parent);
    if (names === null) return null;
    const leaf = slash < 0 ? name : name.slice(slash + 1);
    for (const ending of endings) {
      const found = names.has(leaf + ending);
      // A listing that reached its limit may have left the name out.
      if (!found && names.size < maxNames) continue;
      const path = joinPath(parent, leaf + ending);
      if (found || this.#files.stat(path) !== null) return path;
    }
    return null;
  }

  #mayHold(folder: string, scope: string): boolean {
    const names = this.namesIn(folder);
    return names !== null && (names.has(scope) || names.size >= maxNames);
  }

  /** Null if the directory does not exist. */
  namesIn(folder: string): ReadonlySet<string> | null {
    const known = this.#names.get(folder);
    if (known !== undefined) return known;
    const listed = this.#files.readDir(folder, maxNames);
    const names = listed === null ? null : new Set(listed);
    if (this.#names.size < maxRemembered) this.#names.set(folder, names);
    return names;
  }
}
