/** What `outcrop prove` found: the JSON of `--json`, which docs/prove.schema.json describes. */
import type { FindingCode, Severity } from "../../core/findings/finding.ts";
import type { Outcome } from "../../sandbox/outcome.ts";
import type { Edit } from "./repairs/repair.ts";

export interface Proof {
  readonly schema: 1;
  readonly verdict: "proved" | "not-proved";
  readonly because: Because;
  /** The verdict as one sentence. */
  readonly sentence: string;
  readonly given: {
    readonly function: string;
    /** Lowest first. */
    readonly layers: readonly string[];
    /** The event's file; null for `{}`. */
    readonly event: string | null;
    readonly handler: string;
    readonly node: number;
  };
  /** How the event fails as it is; null where it does not. */
  readonly error: ProofError | null;
  /** Replays without any repair, and without Outcrop. */
  readonly controls: readonly Control[];
  readonly repairs: readonly Tried[];
  /** Findings that no repair is known for here, and those past the limit. */
  readonly skipped: readonly (Named & { readonly reason: string })[];
  /** What a person must know about how sure this is. */
  readonly notes: readonly string[];
}

export type Because =
  /** With one of the repairs the event succeeds. */
  | "error-goes"
  | "no-repair-helps"
  /** None of them could be applied. */
  | "no-repair-applied"
  /** Outcrop found no collision that can be repaired. */
  | "no-candidate"
  | "no-failure"
  /** The same event fails in some runs and not in others. */
  | "flaky";

export interface ProofError {
  readonly name: string;
  readonly code: string | null;
  /** Its first line; ids and long numbers are masked. */
  readonly message: string;
  /** The innermost stack frame in function or layers. */
  readonly frame: string | null;
}

export interface Control {
  readonly outcome: Outcome["kind"];
  readonly ms: number;
}

/** A finding, without its evidence. */
export interface Named {
  readonly code: FindingCode;
  readonly package: string;
  readonly severity: Severity;
  /** Paths in the running function. */
  readonly winner: string | null;
  readonly loser: string | null;
  readonly importer: string | null;
  /** It is tied to the error, and not only near it. */
  readonly tied: boolean;
}

export interface Tried {
  /** Those that the repair is for; several where they describe one collision. */
  readonly findings: readonly Named[];
  /** A clause that follows "the error goes when". */
  readonly repair: string;
  readonly edits: readonly Edit[];
  /** The same by hand. */
  readonly byHand: readonly string[];
  readonly outcome: "succeeds" | "same-error" | "another-error" | "times-out" | "unstable" | "not-applied";
  /** The other error, or why the repair was not applied; null otherwise. */
  readonly detail: string | null;
  /** Of the whole replay: init, invocation and shutdown. */
  readonly ms: number;
}
