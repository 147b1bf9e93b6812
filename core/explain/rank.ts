/**
 * Orders the findings tied to a failure, the likeliest cause first:
 * 1. by severity: an error-level finding on the stack comes before a warning nearer to its top, and what is
 *    `info` comes last;
 * 2. by the frame that ties it, innermost first; what only the loader's message names comes after;
 * 3. within one frame, what the loader's message names too comes first;
 * 4. then by how near its code is to a cause: a file that cannot load, then a version that was not asked for,
 *    then what follows from these;
 * 5. then in the order found.
 */
import { type Finding, rankOf } from "../findings/finding.ts";
import { severityOrder } from "../findings/rule/severity.ts";
import { type FailureFacts, type Tie, tieOf, type UsersOf } from "./tie.ts";

export interface RankedFinding {
  readonly finding: Finding;
  readonly tie: Tie;
}

const MAX_RANKED = 32;

/** Accepted findings are left out: their owner knows them. */
export function rankFindings(
  findings: readonly Finding[],
  failure: FailureFacts,
  usersOf: UsersOf,
): readonly RankedFinding[] {
  const ranked: RankedFinding[] = [];
  for (const finding of findings) {
    const tie = finding.accepted === null ? tieOf(finding, failure, usersOf) : null;
    if (tie !== null) ranked.push({ finding, tie });
  }
  return ranked.sort(inOrder).slice(0, MAX_RANKED);
}

function inOrder(left: RankedFinding, right: RankedFinding): number {
  const steps = [
    severityOrder[left.finding.severity] - severityOrder[right.finding.severity],
    // Both may be infinitely far.
    left.tie.position === right.tie.position ? 0 : left.tie.position - right.tie.position,
    Number(right.tie.named) - Number(left.tie.named),
    rankOf(left.finding.code) - rankOf(right.finding.code),
  ];
  return steps.find((step) => step !== 0) ?? 0;
}
