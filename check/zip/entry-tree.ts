/**
 * Checks that entries make one tree: whatever is above an entry is a folder, whichever of them comes first.
 * So no entry is below a file or a link, and nothing can be written through a link, wherever it leads.
 */
import type { ZipEntry } from "./zip-entry.ts";
import { shown } from "./zip-error.ts";

export class EntryTree {
  readonly #nodes = new Map<string, ZipEntry["kind"]>();
  readonly #maxNodes: number;

  /** @param maxNodes entries and the folders above them, since a name may be thousands of folders deep. */
  constructor(maxNodes: number) {
    this.#maxNodes = maxNodes;
  }

  /**
   * @throws Error when the entry does not fit the ones before it. One with the name and kind of an earlier
   * one fits.
   */
  add({ kind, name }: ZipEntry): void {
    this.#addFoldersAbove(name);
    const known = this.#nodes.get(name);
    if (known === undefined) this.#set(name, kind);
    else if (known !== kind) throw new Error(`${shown(name)} is both a ${known} and a ${kind}`);
  }

  /** Upwards until a folder is known: then those above it are known too. */
  #addFoldersAbove(name: string): void {
    for (let slash = name.lastIndexOf("/"); slash > 0; slash = name.lastIndexOf("/", slash - 1)) {
      const above = name.slice(0, slash);
      const known = this.#nodes.get(above);
      if (known === "directory") return;
      if (known === undefined) this.#set(above, "directory");
      else throw new Error(`${shown(name)} is below ${shown(above)}, which is a ${known}`);
    }
  }

  #set(name: string, kind: ZipEntry["kind"]): void {
    this.#nodes.set(name, kind);
    if (this.#nodes.size > this.#maxNodes) throw new Error(`more than ${this.#maxNodes} files and folders`);
  }
}
