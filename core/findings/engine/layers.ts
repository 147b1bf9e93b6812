/** Hands each folder of packages in a layer to the rules: once as a whole, then with each copy new in it. */
import { topNodeModules } from "../../layout/copy.ts";
import type { CopyRef } from "../../layout/copy-ref.ts";
import type { Judge } from "./judge.ts";

export class Layers {
  readonly #judge: Judge;
  readonly #folders = new Set<string>();

  constructor(judge: Judge) {
    this.#judge = judge;
  }

  /** @param copies those first loaded since the last settling */
  *settle(copies: readonly CopyRef[]): Generator<void, void> {
    for (const copy of copies) {
      const folder = copy.root === "layer" ? topNodeModules(copy.path) : null;
      if (folder === null) continue;
      if (!this.#folders.has(folder)) this.#judge.judge("layer", { folder, copy: null }, null);
      this.#folders.add(folder);
      this.#judge.judge("layer", { folder, copy }, null);
      yield;
    }
  }
}
