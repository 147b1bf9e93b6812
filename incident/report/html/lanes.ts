import type { Series } from "../../model/model.ts";

/** All that is counted of one function and version. */
export interface Lane {
  readonly functionName: string;
  readonly functionVersion: string;
  readonly invocations: number;
  readonly failed: number;
  /** The most invocations in one bucket. */
  readonly most: number;
  /** Of its first bucket. */
  readonly start: number;
  /** One for each fingerprint. */
  readonly series: readonly Series[];
}

/**
 * The most lanes with the most failures, and how many are left over. Versions of a function are next to each
 * other, in the order of time.
 */
export function lanesOf(
  all: readonly Series[],
  most: number,
): { readonly lanes: readonly Lane[]; readonly rest: readonly Lane[] } {
  const grouped = new Map<string, Series[]>();
  for (const series of all) {
    const key = `${series.functionName}\n${series.functionVersion}`;
    const group = grouped.get(key);
    if (group === undefined) grouped.set(key, [series]);
    else group.push(series);
  }
  const ranked = [...grouped.values()]
    .map(laneOf)
    .sort((left, right) => right.failed - left.failed || right.invocations - left.invocations);
  const lanes = ranked.slice(0, most);
  const functions = [...new Set(lanes.map(({ functionName }) => functionName))];
  const place = ({ functionName }: Lane) => functions.indexOf(functionName);
  return {
    lanes: lanes.sort((left, right) => place(left) - place(right) || left.start - right.start),
    rest: ranked.slice(most),
  };
}

function laneOf(series: readonly Series[]): Lane {
  const buckets = new Map<number, number>();
  let start = Number.POSITIVE_INFINITY;
  let invocations = 0;
  let failed = 0;
  for (const each of series) {
    start = Math.min(start, each.start);
    for (const [index, count] of each.invocations.entries()) {
      const at = each.start + index * each.bucketMs;
      buckets.set(at, (buckets.get(at) ?? 0) + count);
      invocations += count;
      failed += each.failed[index] ?? 0;
    }
  }
  const { functionName = "", functionVersion = "" } = series[0] ?? {};
  return {
    functionName,
    functionVersion,
    invocations,
    failed,
    most: Math.max(1, ...buckets.values()),
    start,
    series,
  };
}
