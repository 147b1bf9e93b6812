/**
 * How sure an answer is. A cause starts at the level of its link. That no collision explains the failures
 * starts at `high`. Each piece of evidence against the answer takes levels off, down to `low`.
 */
import { type Confidence, confidenceAt } from "../../core/explain/confidence.ts";
import type { Evidence } from "./evidence.ts";

const high = 3;

const levelsTaken = {
  contradiction: 0,
  share: 0,
  contrast: 0,
  // The link's level has these already.
  clean: 0,
  "error-elsewhere": 0,
  equals: 2,
  appeared: 0,
  "circumstances-alone": 2,
  "failure-line-alone": 2,
  "environments-unknown": 1,
  gaps: 1,
  "errors-judged": 0,
  "errors-unseen": 2,
  "ruled-out": 1,
  leads: 1,
  "may-wait": 1,
  "speaks-of-native": 2,
  "copies-replaced": 1,
  "line-changed": 0,
  "wrapped-unknown": 2,
  "errors-without-stack": 2,
  bundled: 2,
  "no-failure": 0,
  "no-error-line": 2,
  "no-outcrop-line": 2,
} as const satisfies Record<Exclude<Evidence["kind"], "link">, number>;

export function confidenceOf(evidence: readonly Evidence[]): Confidence {
  const link = evidence.find((one) => one.kind === "link");
  // What is missing in the logs takes nothing from a proof that does not come from them.
  if (link?.link.kind === "replay" && link.level > high) return "certain";
  // Evidence of one kind counts once.
  const kinds = new Set(evidence.map(({ kind }) => kind));
  let level = link === undefined ? high : link.level;
  for (const kind of kinds) if (kind !== "link") level -= levelsTaken[kind];
  return confidenceAt(Math.max(1, level)) ?? "low";
}
