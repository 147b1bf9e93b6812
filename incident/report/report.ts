/** What every format is made from. */
import type { CopyRef } from "../../core/findings/finding.ts";
import type { Analysis, Between, Cause, Comparison, Drift } from "../analysis/analysis.ts";
import type { UnusedContent } from "../analysis/unused-content.ts";
import type { Incident } from "../model/model.ts";

export interface Report {
  readonly incident: Incident;
  readonly analysis: Analysis;
  /** With good logs to compare with; `analysis` is then the comparison's own. */
  readonly comparison: Comparison | null;
  /** What of each layer was never loaded; absent where no lock says what is in them. */
  readonly unused?: readonly UnusedContent[];
}

export interface EvidenceItem {
  readonly label: string;
  readonly text: string;
}

/** The proof of a finding that a person can check by hand. */
export function evidenceOf({ observed: { finding } }: Cause): readonly EvidenceItem[] {
  const { winner, loser, importer, range, importers } = finding;
  const copy = (ref: CopyRef): string => {
    const layer = ref.layer === undefined ? "" : ` (${ref.layer})`;
    return `${ref.package}@${ref.version ?? "(no version)"} ${ref.path}${layer}`;
  };
  const items: EvidenceItem[] = [];
  const add = (label: string, text: string): void => void items.push({ label, text });
  if (winner !== null) add("winner", copy(winner));
  if (loser !== null) add("loser", copy(loser));
  if (importer !== null)
    add("importer", importers > 1 ? `${importer.path} and ${importers - 1} more` : importer.path);
  if (range !== null) add("range", range);
  return items;
}

/** Of severity info and linked to no failure: it needs no attention. */
export function isAside({ severity, explains }: Cause): boolean {
  return severity === "info" && explains.length === 0;
}

/** Causes that explain a failure, and those that only were there. */
export function divided(causes: readonly Cause[]): {
  readonly explaining: readonly Cause[];
  readonly others: readonly Cause[];
} {
  return {
    explaining: causes.filter(({ explains }) => explains.length > 0),
    others: causes.filter(({ explains }) => explains.length === 0),
  };
}

/** What was deployed says more than what one environment loaded late. */
const weights: Readonly<Record<Between["kind"], number>> = {
  deploy: 0,
  "layer-change": 0,
  "runtime-update": 0,
  unknown: 1,
  within: 2,
};

/**
 * What came before the failures first, then what a deploy changed, then the rest; each in the order of time.
 */
export function driftsByWeight({ drift, answers }: Analysis): readonly Drift[] {
  const before = new Set(
    answers.flatMap(({ summary }) =>
      "before" in summary && summary.before?.kind === "drift" ? [drift[summary.before.drift]] : [],
    ),
  );
  const weight = (one: Drift): number =>
    before.has(one) ? -1 : Math.min(...one.between.map(({ kind }) => weights[kind]), weights.within);
  return [...drift].sort((left, right) => weight(left) - weight(right));
}
