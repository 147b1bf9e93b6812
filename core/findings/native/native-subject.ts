import type { CopyRef } from "../../layout/copy-ref.ts";

/** One native file: a load whose outcome is known, or one that may still come. */
export interface NativeSubject {
  readonly path: string;
  readonly copy: CopyRef;
  /**
   * `died`: the process ended inside the load. `latent`: on disk, the file its loader would choose, and not
   * loaded so far.
   */
  readonly outcome: "loaded" | "failed" | "died" | "latent";
  /** `load`: a library for `process.dlopen`. `run`: a program that is started. */
  readonly use: "load" | "run";
  /** The loader's text; null unless it failed. It misleads for a foreign machine. */
  readonly message: string | null;
  /** Another native file of the same copy loaded: the package found a way. */
  readonly recovered: boolean;
  /** Of a latent one: its copy is loaded and has no other file to choose. */
  readonly sole: boolean;
}
