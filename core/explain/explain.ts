/**
 * A failure explained: whose code it failed in, whether that code was mixed from several roots, and which
 * findings are tied to it.
 */

import type { Finding } from "../findings/finding.ts";
import type { FailureRecord } from "../journal/records.ts";
import type { CopyRef } from "../layout/copy-ref.ts";
import { type MixedRoots, mixedRoots } from "./mixed-roots.ts";
import { type RankedFinding, rankFindings } from "./rank.ts";
import { becauseOf, unexplained } from "./texts.ts";
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
  /** The likeliest cause first. */
  readonly ranked: readonly RankedFinding[];
  /** The first of them, unless it is `info`: that explains nothing. */
  readonly cause: RankedFinding | null;
  readonly text: string;
}

export function explainFailure({ frames, name, message }: FailureRecord, known: KnownWorld): Explanation {
  const trace = traceOf(frames, (path) => known.copyOf(path));
  const copies = copiesOf(trace.frames);
  const ranked = rankFindings(known.findings, { trace, errorName: name, message }, (copy) =>
    known.usersOf(copy),
  );
  const [first] = ranked;
  const cause = first !== undefined && first.finding.severity !== "info" ? first : null;
  const text = cause === null ? unexplained(trace) : becauseOf(cause);
  return { copies, mixed: mixedRoots(copies), ranked, cause, text };
}
