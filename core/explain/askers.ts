/**
 * Who asked for what did not load, or for a native file. A module that fails leaves no trace in Node's cache,
 * so it counts as resolved only and its asker as no user of it; yet a package that catches such an error and
 * throws its own is where the failure shows.
 */
import type { ResolutionRecord } from "../journal/records.ts";
import { isInside } from "../layout/paths.ts";

const maxAsked = 1_000;

export class Askers {
  readonly #asked = new Map<string, { readonly importer: string; readonly path: string }>();

  add({ how, importer, path }: ResolutionRecord): void {
    const counts = how === "require.resolve" || path.endsWith(".node");
    if (importer !== null && counts && this.#asked.size < maxAsked)
      this.#asked.set(`${importer}\n${path}`, { importer, path });
  }

  /** The modules that asked for one in the copy at this directory. */
  of(copy: string): readonly string[] {
    return [...this.#asked.values()]
      .filter(({ path }) => isInside(path, copy))
      .map(({ importer }) => importer);
  }
}
