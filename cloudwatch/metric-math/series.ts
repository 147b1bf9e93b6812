/** A time series: one value for each period in which something was measured. */
import type { Dimensions, Metric, Sample } from "./metric.ts";
import { type Statistic, statisticOf } from "./statistic.ts";

export interface Point {
  /** The period's start, in milliseconds since the epoch. */
  readonly timestamp: number;
  readonly value: number;
}

export interface Series {
  readonly label: string;
  readonly unit: string | null;
  /** Ascending, without those periods that have no data. */
  readonly points: readonly Point[];
  /** For one metric, or the metrics of one group: what distinguishes it from its neighbours. */
  readonly dimensions: Dimensions;
}

/** The periods a widget shows. */
export interface Window {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  readonly periodMs: number;
}

/** Each period is a point in a chart: more than this are unreadable. */
const maxPeriods = 10_000;

export function periodStarts({ start, end, periodMs }: Window): number[] {
  const count = Math.min(maxPeriods, Math.ceil((end - start) / periodMs));
  return Array.from({ length: count }, (_, at) => start + at * periodMs);
}

export function pointsOf(
  samples: Iterable<Sample>,
  statistic: Statistic,
  { start, end, periodMs }: Window,
): Point[] {
  const periods = new Map<number, number[]>();
  for (const { timestamp, value } of samples) {
    if (timestamp < start || timestamp >= end) continue;
    const at = start + Math.floor((timestamp - start) / periodMs) * periodMs;
    const values = periods.get(at);
    if (values === undefined) periods.set(at, [value]);
    else values.push(value);
  }
  return [...periods]
    .sort(([a], [b]) => a - b)
    .map(([timestamp, values]) => ({ timestamp, value: statisticOf(statistic, values) }));
}

export function seriesOf(metric: Metric, label: string, statistic: Statistic, window: Window): Series {
  const points = pointsOf(metric.samples, statistic, window);
  const unit = statistic === "SampleCount" ? null : metric.unit;
  return { label, unit, points, dimensions: metric.dimensions };
}
