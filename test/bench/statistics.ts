/**
 * Quantiles and paired ratios. Machines are noisy in one direction only, so everything here is a rank, never
 * a mean.
 */

/** Interpolated between the two samples around it; NaN of no samples. */
export function quantile(samples: readonly number[], q: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * q;
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  const above = sorted[Math.ceil(at)] ?? Number.NaN;
  return below + (above - below) * (at - Math.floor(at));
}

export function median(samples: readonly number[]): number {
  return quantile(samples, 0.5);
}

export interface Summary {
  readonly runs: number;
  readonly min: number;
  readonly median: number;
  readonly p95: number;
}

export function summarize(samples: readonly number[]): Summary {
  return {
    runs: samples.length,
    min: quantile(samples, 0),
    median: median(samples),
    p95: quantile(samples, 0.95),
  };
}

/**
 * The median of the ratios within each round: two arms of one round ran seconds apart, so a machine that
 * slows down for a while slows both. Null where no round holds both.
 */
export function pairedRatio(samples: readonly number[], baseline: readonly number[]): number | null {
  const ratios = samples
    .map((sample, round) => sample / (baseline[round] ?? Number.NaN))
    .filter(Number.isFinite);
  return ratios.length === 0 ? null : median(ratios);
}
