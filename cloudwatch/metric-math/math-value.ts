/**
 * What metric math computes with: S, TS and TS[] of the documentation, and texts and words that functions
 * take.
 */
import type { Series } from "./series.ts";

export type Value = number | string | Series | readonly Series[];

export function isSeries(value: Value): value is Series {
  return typeof value === "object" && !Array.isArray(value);
}

/** A null drops the point. */
export function mapSeries(series: Series, change: (value: number) => number | null): Series {
  const points = series.points.flatMap(({ timestamp, value }) => {
    const changed = change(value);
    return changed === null ? [] : [{ timestamp, value: changed }];
  });
  return { ...series, points };
}
