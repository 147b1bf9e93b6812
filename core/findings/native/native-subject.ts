import type { CopyRef } from "../../layout/copy-ref.ts";
import type { ProgramSearch } from "../../native/program-search.ts";

/** One native file: a load or a start whose outcome is known, or one that may still come. */
export interface NativeSubject {
  readonly path: string;
  readonly copy: CopyRef;
  /**
   * `died`: the process ended inside the load. `likely`: a shell or a script ended as it does when it cannot
   * run a program, and this one is on its PATH. `latent`: on disk, the file its loader would choose, and not
   * loaded so far. `none-fits`: the loader of the package chooses among such files, and takes none of them
   * here.
   */
  readonly outcome: "loaded" | "failed" | "died" | "likely" | "latent" | "none-fits";
  /** `load`: a library for `process.dlopen`. `run`: a program that is started. */
  readonly use: "load" | "run";
  /** The loader's text; null unless it failed. It misleads for a foreign machine. */
  readonly message: string | null;
  /** Another native file of the same copy loaded: the package found a way. */
  readonly recovered: boolean;
  /** The function went on: neither init nor the invocation ended with an error after it. */
  readonly survived: boolean;
  /** Of a failed load: an error ended something, and its thread had asked for nothing else in between. */
  readonly last: boolean;
  /** Of a latent one: its copy is loaded and has no other file to choose. */
  readonly sole: boolean;
  /** Of a program: how it was asked for, where that is not its path. */
  readonly asked: string | null;
  /** Of a program that was started: where the programs that it starts are looked for. */
  readonly search: ProgramSearch | null;
  /** Of `none-fits`: the names of all files that the loader had before it, at most 16. */
  readonly offered: readonly string[];
}

/** One that nothing is known to have asked for. */
export function latentSubject(
  path: string,
  copy: CopyRef,
  use: NativeSubject["use"],
  known: Partial<NativeSubject> = {},
): NativeSubject {
  return {
    path,
    copy,
    outcome: "latent",
    use,
    message: null,
    recovered: false,
    survived: false,
    last: false,
    sole: false,
    asked: null,
    search: null,
    offered: [],
    ...known,
  };
}
