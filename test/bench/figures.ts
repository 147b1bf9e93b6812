/** Figures: what a case measured, as it is printed and kept. */
import type { Rounds } from "./paired.ts";
import { pairedRatio, type Summary, summarize } from "./statistics.ts";

export interface Figure extends Summary {
  readonly arm: string;
  readonly measure: string;
  readonly unit: string;
  /** To the baseline arm in the same round; null for a baseline itself and without one. */
  readonly ratio: number | null;
  readonly baseline: string | null;
  /** What issue 4 asks for, where it does. */
  readonly budget: string | null;
}

export interface FigureOptions {
  /** The arm that others are compared to; a function where it differs from arm to arm. */
  readonly baseline?: string | ((arm: string) => string | null);
  /** Measure -> its unit. */
  readonly units: Readonly<Record<string, string>>;
  /** `arm measure` -> the budget. */
  readonly budgets?: Readonly<Record<string, string>>;
}

/** One figure for each arm and measure, in the order of the arms. */
export function figuresOf(
  rounds: Rounds,
  { baseline = () => null, units, budgets = {} }: FigureOptions,
): Figure[] {
  const baselineOf = typeof baseline === "string" ? () => baseline : baseline;
  const samplesOf = (arm: string, measure: string): number[] =>
    (rounds[arm] ?? []).map((measures) => measures[measure]).filter((sample) => sample !== undefined);
  return Object.keys(rounds).flatMap((arm) =>
    Object.entries(units).flatMap(([measure, unit]) => {
      const samples = samplesOf(arm, measure);
      if (samples.length === 0) return [];
      const other = baselineOf(arm);
      const compared =
        other === null || other === arm ? null : pairedRatio(samples, samplesOf(other, measure));
      return {
        arm,
        measure,
        unit,
        ...summarize(samples),
        ratio: compared,
        baseline: compared === null ? null : other,
        budget: budgets[`${arm} ${measure}`] ?? null,
      };
    }),
  );
}
