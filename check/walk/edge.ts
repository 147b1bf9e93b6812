/** What a module asks for. */
import type { ModuleNames } from "./module-names.ts";

export interface Edge {
  /** `start`: of a worker or of another Node. */
  readonly how: "require" | "import" | "require.resolve" | "import.meta.resolve" | "start";
  readonly specifier: string;
  /**
   * It is asked for as soon as the module runs: at its top level, or in a function that is called where it is
   * written.
   */
  readonly eager: boolean;
  /** Behind an `if` or its like. */
  readonly conditional: boolean;
  /** A `catch` would take its failure. */
  readonly guarded: boolean;
  /** What it gives is called where it is asked for, as a loader is. */
  readonly called: boolean;
  /** Asked in the name of another file, which `createRequire` was given; null for the module's own. */
  readonly as: string | null;
  /** The folders that `require.resolve` was given to begin at; null where it was not. */
  readonly paths: readonly string[] | null;
  /** What is loaded is the path that `require.resolve` gave for it. */
  readonly resolvedFirst: boolean;
}

/** A specifier that is known only when the code runs: its line, from 1 on. */
export interface Computed {
  readonly how: Edge["how"];
  readonly line: number;
  readonly eager: boolean;
}

export interface SourceEdges {
  /** In the order of the source. */
  readonly edges: readonly Edge[];
  readonly computed: readonly Computed[];
  /** Null for a module of another format, and where they are not known. */
  readonly names: ModuleNames | null;
  /** It asks for more, or deeper inside, than is looked at. */
  readonly isCut: boolean;
  /**
   * Null unless it throws, or loads what only it knows the name of, when it starts and outside of a `try`:
   * then what the names that it puts together begin with.
   */
  readonly quitter: readonly string[] | null;
}
