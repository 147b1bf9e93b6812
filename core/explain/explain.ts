/**
 * A failure explained in the process: whose code it failed in, whether that code was mixed from several roots,
 * and which findings are its likeliest causes.
 */
import type { Finding } from "../findings/finding.ts";
import type { FailureRecord } from "../journal/records.ts";
import type { CopyRef } from "../layout/copy-ref.ts";
import { type Confidence, confidenceAt } from "./confidence.ts";
import type { ErrorFacts } from "./error-facts.ts";
import { equals, type Judged, judge } from "./judge.ts";
import { type MixedRoots, mixedRoots } from "./mixed-roots.ts";
import { becauseOf, severalOf, unexplained } from "./texts.ts";
import type { UsersOf } from "./tie.ts";
import { copiesOf, traceOf } from "./trace.ts";

/** What is known of the environment the error came from. */
export interface KnownWorld {
  readonly findings: readonly Finding[];
  copyOf(path: string): CopyRef;
  usersOf: UsersOf;
}

export interface Explanation {
  /** The distinct copies of the stack, innermost first. */
  readonly copies: readonly CopyRef[];
  readonly mixed: MixedRoots | null;
  /** The likeliest cause first; what was ruled out comes last. */
  readonly judged: readonly Judged[];
  /** Null where nothing is a cause. */
  readonly cause: Judged | null;
  readonly confidence: Confidence | null;
  readonly text: string;
}

export function explainFailure(failure: FailureRecord, known: KnownWorld): Explanation {
  const facts = factsOf(failure, known);
  const copies = copiesOf(facts.trace.frames);
  const judged = judge(known.findings, [facts], (copy) => known.usersOf(copy));
  const [first] = judged;
  const confidence = first === undefined ? null : confidenceAt(first.level);
  const cause = first === undefined || confidence === null ? null : first;
  const text = cause === null ? unexplained(facts.trace) : `${becauseOf(cause)}${severalOf(equals(judged))}`;
  return { copies, mixed: mixedRoots(copies), judged, cause, confidence, text };
}

function factsOf({ frames, name, code, message }: FailureRecord, known: KnownWorld): ErrorFacts {
  return {
    name,
    code,
    loaderMessage: message,
    missing: null,
    thrown: null,
    inCode: null,
    trace: traceOf(frames, (path) => known.copyOf(path)),
  };
}
