/**
 * The analysis of an incident's logs: the answer, and the evidence for it. Everything that Outcrop concludes
 * is a code with typed arguments; incident/report/words makes the sentences. Texts in here are quotations of
 * the logs. Pure: the same model gives the same analysis.
 */

import type { Confidence } from "../../core/explain/confidence.ts";
import type { MixedRoots } from "../../core/explain/mixed-roots.ts";
import type { CopyRef, FindingCode, Severity } from "../../core/findings/finding.ts";
import type { Copy, DistinctError, Gap, ObservedFinding, Origin } from "../model/model.ts";
import type { Ended } from "./ended.ts";
import type { Evidence, Link, MissingEvidence } from "./evidence.ts";
import type { Explanation } from "./explanation.ts";
import type { LineChange } from "./node-line.ts";
import type { Rate } from "./rate.ts";

export type { Confidence };

/** One finding over all environments: equal code, package, winner and loser. */
export interface Cause {
  readonly code: FindingCode;
  readonly package: string;
  readonly severity: Severity;
  readonly observed: ObservedFinding;
  readonly first: number;
  readonly last: number;
  /** Why it has its place. */
  readonly standing: Standing;
  /**
   * Errors it is linked to, as indexes into Analysis.errors, the strongest link first; empty where it
   * explains none.
   */
  readonly explains: readonly number[];
  readonly blast: Blast;
  readonly fix: string;
  readonly docs: string;
}

export type Standing =
  /** Its owner accepted it in outcrop.json, so it is not blamed. */
  | { readonly kind: "accepted"; readonly reason: string }
  /** For information, and linked to no error. */
  | { readonly kind: "information" }
  | { readonly kind: "unlinked"; readonly severity: Severity; readonly contrast: boolean }
  | {
      readonly kind: "linked";
      /** The strongest. */
      readonly link: Link;
      /** Failures that it explains best. */
      readonly explained: number;
      /** All failures that it is linked to; 0 where the function handled them. */
      readonly failures: number;
      /** Environments without it fail much less. */
      readonly contrast: boolean;
      /** See Evidence `appeared`. */
      readonly appeared: boolean;
    };

/** Who is affected, and how often their invocations fail. */
export interface Blast extends Rate {
  readonly functions: readonly string[];
  /** `function:version`. */
  readonly versions: readonly string[];
  readonly environments: number;
  /** In environments of the same functions without it; null without any. */
  readonly without: Rate | null;
}

export interface ExplainedError {
  readonly error: DistinctError;
  /**
   * Frames in files of the function or its packages, innermost first, with the copy each belongs to.
   * Where no line reports that copy, it is the one of the path, without a version. Null for what is in no
   * root.
   */
  readonly frames: readonly { readonly text: string; readonly copy: CopyRef | null }[];
  readonly mixed: MixedStack | null;
  readonly explanation: Explanation;
  /** The logs name the environments that it happened in. */
  readonly certain: boolean;
  /** Indexes into Analysis.causes, the likeliest first; empty: no collision explains it. */
  readonly causes: readonly number[];
  /** How sure the first of them is; null without one. */
  readonly confidence: Confidence | null;
  /** How many of them fit equally; 1 where the first is alone. */
  readonly equals: number;
}

/** Frames of one stack from several copies or roots. */
export type MixedStack =
  | ({ readonly kind: "stack" } & MixedRoots)
  | { readonly kind: "failure-line"; readonly quotation: string };

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
  /** The packages are the same, and the function's own code is not. */
  readonly onlyOwnCode: boolean;
  /** What came between them, as far as the logs show. */
  readonly between: readonly Between[];
}

/** Both sorted, with nothing in common. */
export interface Succession {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

export type Between =
  /** Null versions: inferred from the roots of what changed. */
  | { readonly kind: "deploy"; readonly versions: Succession | null }
  | { readonly kind: "layer-change"; readonly versions: Succession | null }
  /** ARNs of INIT_START; null: inferred likewise. */
  | { readonly kind: "runtime-update"; readonly runtimes: Succession | null }
  /** One environment loaded more. */
  | { readonly kind: "within" }
  | { readonly kind: "unknown" };

export interface Moment {
  readonly at: number;
  readonly functionName: string | null;
  readonly origin: Origin | null;
}

export type TimelineEntry = Moment & Occurrence;

type Occurrence =
  /** `index` is into Analysis.causes. */
  | { readonly kind: "finding-first" | "finding-last"; readonly index: number }
  /** `index` is into Analysis.errors. */
  | { readonly kind: "error-first" | "error-last" | "timeout"; readonly index: number }
  | { readonly kind: "fingerprint"; readonly fingerprint: string; readonly copies: number }
  | { readonly kind: "deploy" | "runtime-update"; readonly news: News }
  | { readonly kind: "gap"; readonly gap: number };

/** What shows a deploy or an update of the runtime. */
export type News =
  /** The first environment of another version, or with another runtime ARN. */
  | { readonly kind: "environment"; readonly before: string; readonly after: string }
  /** Into Analysis.drift. */
  | { readonly kind: "drift"; readonly drift: number };

export interface Answer {
  readonly verdict: "collision" | "no-collision" | "nothing-failed" | "no-data";
  readonly summary: Summary;
  /** Into `causes`. */
  readonly cause: number | null;
  readonly since: number | null;
  /** Null where nothing shows that it ended. */
  readonly ended: Ended | null;
  readonly fix: string | null;
  readonly confidence: Confidence;
  readonly because: readonly Evidence[];
  readonly missing: readonly MissingEvidence[];
}

/** What happened. Indexes are into the analysis' causes, errors and drift. */
export type Summary =
  | {
      readonly kind: "collision";
      readonly cause: number;
      /** Causes that fit as well: nothing in the logs distinguishes them. */
      readonly equals: readonly number[];
      readonly errors: readonly number[];
      /** Failures that it explains best; handled errors where `handled` is true. */
      readonly failures: number;
      /** The function caught and logged the errors: no invocation failed. */
      readonly handled: boolean;
      /** Failures, or handled errors, that another cause has. */
      readonly others: number;
      readonly before: Before | null;
    }
  /** The rates point to a finding; no line has the errors. */
  | {
      readonly kind: "circumstances";
      readonly cause: number;
      readonly totals: Rate;
      readonly before: Before | null;
    }
  /** A `failure` line explains the error, and the finding's own line is missing. */
  | { readonly kind: "failure-line"; readonly error: number; readonly failures: number }
  | {
      readonly kind: "no-collision";
      /** The one with the most failures first. */
      readonly errors: readonly number[];
      /** The function caught and logged the errors: no invocation failed. */
      readonly handled: boolean;
      /** How many findings in force could be blamed for something. */
      readonly findings: number;
      /** Another line of Node, with which the first error came: that is the likeliest cause. */
      readonly line: LineChange | null;
      /** Failures that a collision explains. */
      readonly explained: number;
      readonly before: Before | null;
    }
  | {
      readonly kind: "nothing-failed";
      readonly invocations: number;
      readonly findings: number;
      readonly worst: number | null;
    }
  /** Outcrop observed none of the environments of these errors. */
  | { readonly kind: "blind"; readonly errors: readonly number[] }
  /** No invocation failed, and lines at level ERROR have no stack: what was handled is not known. */
  | { readonly kind: "unjudged"; readonly invocations: number; readonly lines: number }
  | { readonly kind: "no-lines"; readonly events: number }
  | { readonly kind: "no-errors"; readonly totals: Rate };

/** What came before the failures. */
export type Before =
  | { readonly kind: "drift"; readonly drift: number }
  | { readonly kind: "arrival"; readonly versions: Succession | null; readonly runtimes: Succession | null }
  /** The logs begin with the finding. */
  | { readonly kind: "always" };

export interface Analysis {
  /** To the most failures. */
  readonly answer: Answer;
  /** One for each function that had errors, that one first. */
  readonly answers: readonly Answer[];
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
  /** The set of copies that most invocations ran with; null where its logs do not show it. */
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
  readonly good: Rate;
  readonly bad: Rate;
  readonly functions: readonly LoadedDifferently[];
  /** Into `analysis.causes`: findings that the good side does not have. */
  readonly newFindings: readonly number[];
  /** Into `analysis.errors`: errors that the good side does not have. */
  readonly newErrors: readonly number[];
  /** Into `analysis.causes`; null where nothing above `info` explains the difference. */
  readonly likeliest: number | null;
}
