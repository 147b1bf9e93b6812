/**
 * What a series of samples does over the invokes, where garbage collection makes every single sample a matter
 * of luck.
 */

export interface Sample {
  /** Invokes done. */
  readonly at: number;
  readonly value: number;
}

export interface Trend {
  readonly first: number;
  readonly last: number;
  readonly highest: number;
  /**
   * Per 1,000 invokes: the median of the slopes between all pairs of samples (Theil-Sen), which outliers do
   * not move.
   */
  readonly slope: number;
  /**
   * Per 1,000 invokes: from the lowest sample of the first quarter to the lowest of the last. What is never
   * collected raises the floor.
   */
  readonly floorSlope: number;
}

/** @param samples in the order of the invokes; all zero for fewer than two */
export function trendOf(samples: readonly Sample[]): Trend {
  const values = samples.map(({ value }) => value);
  const slopes: number[] = [];
  for (const [index, from] of samples.entries()) {
    for (const to of samples.slice(index + 1))
      slopes.push(((to.value - from.value) / (to.at - from.at)) * 1_000);
  }
  const quarter = Math.max(1, Math.floor(samples.length / 4));
  const start = lowest(samples.slice(0, quarter));
  const end = lowest(samples.slice(-quarter));
  const between = (end?.at ?? 0) - (start?.at ?? 0);
  return {
    first: values[0] ?? 0,
    last: values.at(-1) ?? 0,
    highest: values.length === 0 ? 0 : Math.max(...values),
    slope: slopes.length === 0 ? 0 : (slopes.sort((a, b) => a - b)[slopes.length >> 1] ?? 0),
    floorSlope: between <= 0 ? 0 : (((end?.value ?? 0) - (start?.value ?? 0)) / between) * 1_000,
  };
}

function lowest(samples: readonly Sample[]): Sample | undefined {
  return samples.toSorted((a, b) => a.value - b.value)[0];
}
