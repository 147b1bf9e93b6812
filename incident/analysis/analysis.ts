/**
 * What an incident's logs come to: the answer first, and what it rests on. Pure: the same model gives the
 * same analysis.
 */
import type { CopyRef, FindingCode, Severity } from "../../core/findings/finding.ts";
import type { Copy, DistinctError, Gap, ObservedFinding, Origin } from "../model/model.ts";

export type Confidence = "high" | "medium" | "low";

/** One finding over all environments: equal code, package, winner and loser. */
export interface Cause {
  readonly code: FindingCode;
  readonly package: string;
  readonly severity: Severity;
  readonly observed: ObservedFinding;
  readonly first: number;
  readonly last: number;
  /** Why it stands at its place, in words. */
  readonly reason: string;
  /**
   * Errors it is tied to, as indexes into Analysis.errors, the strongest tie first; empty where it explains
   * none.
   */
  readonly explains: readonly number[];
  readonly blast: Blast;
  readonly fix: string;
  readonly docs: string;
}

/** Who is affected, and how much worse they fare. */
export interface Blast {
  readonly functions: readonly string[];
  /** `function:version`. */
  readonly versions: readonly string[];
  readonly environments: number;
  readonly invocations: number;
  readonly failed: number;
  /** Failed of invocations in environments without it, of the same functions; null where there is none. */
  readonly without: { readonly invocations: number; readonly failed: number } | null;
}

export interface ExplainedError {
  readonly error: DistinctError;
  /**
   * Frames that lie in files of the function or its packages, innermost first, with the copy each belongs to:
   * as it was loaded, or where no line tells of that, as the path has it, without a version. Null for what
   * lies in no root.
   */
  readonly frames: readonly { readonly text: string; readonly copy: CopyRef | null }[];
  readonly mixedRoots: string | null;
  /** One or two sentences: what explains it, or that no collision does. */
  readonly explanation: string;
  /** Indexes into Analysis.causes, the likeliest first; empty: no collision explains it. */
  readonly causes: readonly number[];
}

export type ChangeKind = "added" | "removed" | "version" | "root" | "path";

export interface Change {
  readonly kind: ChangeKind;
  readonly package: string;
  readonly before: Copy | null;
  readonly after: Copy | null;
}

/** Two fingerprints of one function, one after the other or side by side. */
export interface Drift {
  readonly functionName: string;
  readonly from: {
    readonly fingerprint: string;
    readonly versions: readonly string[];
    readonly until: number;
  };
  readonly to: { readonly fingerprint: string; readonly versions: readonly string[]; readonly since: number };
  readonly changes: readonly Change[];
  /** What lies between them, as far as the logs show; `within` is one environment that loaded more. */
  readonly between: readonly ("deploy" | "layer-change" | "runtime-update" | "within" | "unknown")[];
  /** In one sentence, with what it rests on. */
  readonly text: string;
}

export interface TimelineEntry {
  readonly at: number;
  readonly kind:
    | "finding-first"
    | "finding-last"
    | "fingerprint"
    | "deploy"
    | "runtime-update"
    | "error-first"
    | "error-last"
    | "gap"
    | "timeout";
  readonly functionName: string | null;
  readonly text: string;
  readonly origin: Origin | null;
  /** Into Analysis.causes or Analysis.errors, by kind. */
  readonly index: number | null;
}

export interface Analysis {
  /** The answer a person pastes into a post-mortem. */
  readonly answer: {
    readonly verdict: "collision" | "no-collision" | "nothing-failed" | "no-data";
    /** Two to four sentences. */
    readonly text: string;
    /** Into `causes`. */
    readonly cause: number | null;
    readonly since: number | null;
    readonly fix: string | null;
    readonly confidence: Confidence;
    /** Why so sure, and which evidence is missing. */
    readonly because: readonly string[];
    readonly missing: readonly string[];
  };
  /** Ranked: what explains the failures first. */
  readonly causes: readonly Cause[];
  readonly errors: readonly ExplainedError[];
  readonly drift: readonly Drift[];
  readonly timeline: readonly TimelineEntry[];
  readonly gaps: readonly Gap[];
}

/** What one function loaded in the good logs and in the bad ones. */
export interface LoadedDifferently {
  readonly functionName: string;
  /** The set of copies that most invocations ran with; null where the side does not tell it. */
  readonly good: { readonly fingerprint: string; readonly versions: readonly string[] } | null;
  readonly bad: { readonly fingerprint: string; readonly versions: readonly string[] } | null;
  /** `before` is the good side's. */
  readonly changes: readonly Change[];
}

/**
 * Bad logs against good ones. The indexes are into the analysis of the bad ones, which is ranked with the
 * knowledge of the good ones.
 */
export interface Comparison {
  readonly analysis: Analysis;
  readonly good: { readonly invocations: number; readonly failed: number };
  readonly bad: { readonly invocations: number; readonly failed: number };
  readonly functions: readonly LoadedDifferently[];
  /** Into `analysis.causes`: findings that the good side does not have. */
  readonly newFindings: readonly number[];
  /** Into `analysis.errors`: errors that the good side does not have. */
  readonly newErrors: readonly number[];
  /** Into `analysis.causes`; null where nothing above `info` explains the difference. */
  readonly likeliest: number | null;
  /** One to three sentences. */
  readonly text: string;
}
