/** Takes in the copies that a bundler packed into a loaded file, as if each had been loaded by itself. */
import type { BundleContents } from "../../layout/bundled/bundle-contents.ts";
import type { Evaluations } from "./evaluations.ts";
import type { Inventory } from "./inventory.ts";

interface LoadedBundle {
  readonly contents: BundleContents;
  /** The thread that loaded the bundle. */
  readonly thread: number;
}

export class Bundles {
  readonly #inventory: Inventory;
  readonly #evaluations: Evaluations;
  #loaded: LoadedBundle[] = [];

  constructor(inventory: Inventory, evaluations: Evaluations) {
    this.#inventory = inventory;
    this.#evaluations = evaluations;
  }

  /** Bundles that wait to be settled. */
  get waiting(): number {
    return this.#loaded.length;
  }

  observe(contents: BundleContents, thread: number): void {
    this.#loaded.push({ contents, thread });
  }

  *settle(): Generator<void, void> {
    const loaded = this.#loaded;
    this.#loaded = [];
    for (const { contents, thread } of loaded) {
      for (const copy of contents.copies) {
        const ref = this.#inventory.addBundled(contents.bundle, copy);
        if (ref !== null) this.#evaluations.addCopy(thread, ref);
        yield;
      }
    }
  }
}
