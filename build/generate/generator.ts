/** A program that writes committed files. Everything that is generated is one of these. */

/** Content by path from the repository's top folder. */
export type Files = ReadonlyMap<string, string | Uint8Array>;

/**
 * What a generator reads.
 *
 * - `sources`: files of the repository. Anyone can write them again and compare them.
 * - `results`: what a run of tests leaves in dist/. It is the same for everyone who runs the tests.
 * - `recording`: one run, whose times and identifiers no other run repeats. It is written, and not compared.
 */
export type Source =
  | { readonly kind: "sources" }
  | {
      readonly kind: "results" | "recording";
      /** The command whose run it needs. */
      readonly run: string;
      /** The input that is not there, or null. */
      readonly missing: () => string | null | Promise<string | null>;
    };

export interface Generator {
  /** `npm run generate -- NAME`. */
  readonly name: string;
  /** One line for the list and the index. */
  readonly about: string;
  /** Paths from the repository's top folder, complete. */
  readonly outputs: readonly string[];
  readonly source: Source;
  readonly make: () => Files | Promise<Files>;
  /** Of a recording: whether a committed text still has what the sources alone decide. */
  readonly holds?: (committed: string) => boolean;
}

export const sources: Source = { kind: "sources" };

export const one = (path: string, content: string | Uint8Array): Files => new Map([[path, content]]);
