/** What production or a lock says about one function, as far as a layer's update can change it. */
import type { Severity } from "../../core/findings/rule/severity.ts";

export interface SeenCopy {
  readonly package: string;
  readonly version: string | null;
  /** Absolute: of the copy's folder. */
  readonly path: string;
  readonly root: string;
  /** The first module that asked for it; null for an entry, or where that is not known. */
  readonly importer: string | null;
  /** As it was asked for: `zod/v4`. */
  readonly specifier: string | null;
  readonly how: string;
  /** The layer that it is from, such as `shop-utils:7`, where that is known. */
  readonly layer: string | null;
}

export interface SeenLayer {
  readonly label: string;
  /** Whether the lock says what is in it. */
  readonly isDescribed: boolean;
}

export interface SeenFinding {
  readonly code: string;
  readonly severity: Severity;
  readonly package: string;
  readonly range: string | null;
  /** Of the copies' folders. */
  readonly winner: string | null;
  readonly loser: string | null;
  /** A specifier that was asked for in vain. */
  readonly specifier: string | null;
}

export interface SeenFunction {
  readonly name: string;
  /** `nodejs24.x`; null where it is not known. */
  readonly runtime: string | null;
  readonly arch: string | null;
  /** Null where it was not counted, as in a lock. */
  readonly invocations: number | null;
  readonly copies: readonly SeenCopy[];
  readonly findings: readonly SeenFinding[];
  /** Whether the copies were loaded; a lock says only that they are there. */
  readonly isLoaded: boolean;
  /** The wrapper scripts that start it. */
  readonly wrappers: readonly string[];
  /** Its layers where a lock says them; empty otherwise. */
  readonly layers: readonly SeenLayer[];
}
