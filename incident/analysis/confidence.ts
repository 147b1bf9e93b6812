/**
 * How sure an answer is: it starts at `high`, and its evidence takes steps off, down to `low`. A cause starts
 * at what the strength of its link supports; each piece of evidence against it takes one step. That no
 * collision explains the failures is as sure as the stacks and lines that would show one.
 */
import { type Confidence, confidenceAtMost } from "../../core/explain/strength.ts";
import type { Evidence } from "./evidence.ts";

const levels: readonly Confidence[] = ["high", "medium", "low"];

const steps = {
  share: 0,
  contrast: 0,
  appeared: 0,
  "circumstances-alone": 2,
  "failure-line-alone": 2,
  "error-elsewhere": 1,
  "fails-without": 1,
  "went-well-before": 1,
  "environments-unknown": 1,
  gaps: 1,
  "errors-judged": 0,
  "errors-unseen": 1,
  "copies-replaced": 1,
  "no-failure": 0,
  "no-error-line": 2,
  "no-outcrop-line": 2,
} as const satisfies Record<Exclude<Evidence["kind"], "link">, number>;

export function confidenceOf(evidence: readonly Evidence[]): Confidence {
  const taken = evidence.reduce((sum, one) => sum + stepsOf(one), 0);
  return levels[Math.min(taken, levels.length - 1)] ?? "low";
}

function stepsOf(evidence: Evidence): number {
  return evidence.kind === "link"
    ? levels.indexOf(confidenceAtMost[evidence.strength])
    : steps[evidence.kind];
}
