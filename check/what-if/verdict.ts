/** What a layer's update does to one function, as data: report/words.ts makes the sentences. */
import type { Severity } from "../../core/findings/rule/severity.ts";

/**
 * - `breaks`: what it asks for is not there any more.
 * - `risk`: it gets what may behave in another way.
 * - `fine`: it loads from the layer, and nothing that it uses changed for the worse.
 * - `untouched`: it loads nothing from this layer.
 * - `unknown`: nothing says what it loads, or what is in a layer that it has.
 */
export const outcomes = ["breaks", "risk", "unknown", "fine", "untouched"] as const;
export type Outcome = (typeof outcomes)[number];

export const reasonCodes = [
  "package-gone",
  "entry-gone",
  "require-gone",
  "import-gone",
  "used-name-gone",
  "wrapper-gone",
  "cpu-gone",
  "libc-raised",
  "libc-changed",
  "abi-gone",
  "dependency-missing",
  "dependency-out-of-range",
  "names-gone",
  "version-major",
  "version-lower",
  "version-prerelease",
  "version-unclear",
  "from-runtime",
  "instead-of-runtime",
  "layer-not-described",
] as const;
export type ReasonCode = (typeof reasonCodes)[number];

export interface Reason {
  readonly code: ReasonCode;
  readonly outcome: "breaks" | "risk" | "unknown" | "fine";
  /** Of `wrapper-gone` the wrapper's path, and of `layer-not-described` the layer's label. */
  readonly package: string;
  /** What the function asks for. */
  readonly entry: string | null;
  readonly how: string | null;
  readonly old: string | null;
  readonly new: string | null;
  /** Names, at most 50. */
  readonly items: readonly string[];
  /** `layer`: the copy may be from another layer. `loaded`: nothing says that the function loads it. */
  readonly doubt: "layer" | "loaded" | null;
}

/** A finding that the update ends, or brings. */
export interface FindingChange {
  readonly code: string;
  readonly severity: Severity;
  readonly package: string;
  readonly old: string | null;
  readonly new: string | null;
  readonly range: string | null;
}

export interface Verdict {
  readonly function: string;
  readonly outcome: Outcome;
  readonly invocations: number | null;
  /** The heaviest first. */
  readonly reasons: readonly Reason[];
  readonly comes: readonly FindingChange[];
  readonly goes: readonly FindingChange[];
  /** Names of the packages that it loads from the layer, sorted. */
  readonly loads: readonly string[];
}
