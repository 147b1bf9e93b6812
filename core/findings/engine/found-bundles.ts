/**
 * The function's bundles, and what is in them: looked for among what is newly loaded, read from the files next to
 * them, and handed to the analysis.
 */
import type { FileSystem } from "../../file-system.ts";
import type { ResolutionRecord } from "../../journal/records.ts";
import { BundleReader } from "../../layout/bundled/bundle-contents.ts";
import type { OnProblem } from "../../layout/problem.ts";
import type { Analysis } from "./analysis.ts";
import { bundlesIn } from "./bundle-search.ts";

/** In an environment. */
const maxBundles = 16;

export class FoundBundles {
  readonly #files: FileSystem;
  readonly #analysis: Analysis;
  readonly #reader: BundleReader;
  readonly #found = new Set<string>();
  readonly #maps = new Set<string>();

  constructor(files: FileSystem, analysis: Analysis, onProblem: OnProblem) {
    this.#files = files;
    this.#analysis = analysis;
    this.#reader = new BundleReader(files, onProblem);
  }

  get found(): number {
    return this.#found.size;
  }

  /** The files that say what is in the bundles. */
  get maps(): readonly string[] {
    return [...this.#maps];
  }

  /** In steps. @param folder the function's own */
  *reading(resolutions: readonly ResolutionRecord[], folder: string): Generator<void, void> {
    if (resolutions.length === 0 || this.#found.size >= maxBundles) return;
    const rootOf = (path: string) => this.#analysis.copyOf(path).root;
    for (const { path, thread } of yield* bundlesIn(resolutions, this.#files, rootOf)) {
      if (this.#found.has(path) || this.#found.size >= maxBundles) continue;
      this.#found.add(path);
      const contents = yield* this.#reader.reading(path, folder);
      if (contents === null) continue;
      this.#maps.add(contents.from);
      this.#analysis.observeBundle(contents, thread);
    }
  }
}
