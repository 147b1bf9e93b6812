import type { How } from "../../../journal/records.ts";
import type { NearMiss } from "./near-miss.ts";
import type { Unbuilt } from "./unbuilt.ts";

/** A package that is there, and lacks what was asked for. */
export interface PresentPackage {
  readonly version: string | null;
  /** The importer's range takes this version; null where that cannot be judged. */
  readonly inRange: boolean | null;
}

/** What is known of a failed resolution. */
export interface UnresolvedEvidence {
  /** The error's code. */
  readonly error: string;
  readonly how: How;
  readonly specifier: string;
  /** Where a bare specifier was looked for, in order; at most 32. None for a path. */
  readonly searched: readonly string[];
  readonly nearMisses: readonly NearMiss[];
  /** How the importer's package.json declares it; `optional` where its absence is allowed. */
  readonly declared: "required" | "optional" | null;
  /** Asked by a package, not by the function's or the layer's own code. */
  readonly byPackage: boolean;
  /** The same importer resolved the same specifier by other means. */
  readonly recovered: boolean;
  /** Neither init nor the invocation ended with this error: some code caught it. */
  readonly survived: boolean;
  /** An error, or the end of the process, shows that the function did not get over it. */
  readonly fatal: boolean;
  /** The package that is where Node looked; null where none is. */
  readonly present: PresentPackage | null;
  /**
   * What was asked for is a package that holds the native files for this host: its CPU, as process.arch names
   * it. Null for anything else.
   */
  readonly forHost: string | null;
  /** What was asked for is a native file that was not built; null for anything else. */
  readonly unbuilt: Unbuilt | null;
  /** The path asked for leads out of the importer's own copy. */
  readonly intoAnother: boolean;
}
