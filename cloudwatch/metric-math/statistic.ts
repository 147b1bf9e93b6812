/**
 * The statistics of CloudWatch:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
 */

export type Statistic = "SampleCount" | "Average" | "Sum" | "Minimum" | "Maximum" | `p${number}`;

const plain: ReadonlySet<string> = new Set(["SampleCount", "Average", "Sum", "Minimum", "Maximum"]);

/** @throws RangeError for a statistic that does not exist, or that the preview does not know. */
export function parseStatistic(text: string): Statistic {
  const percentile = /^p(\d{1,2}(?:\.\d{1,10})?|100)$/.exec(text);
  if (!plain.has(text) && percentile === null) throw new RangeError(`unknown statistic ${text}`);
  return text as Statistic;
}

/** Of at least one value. */
export function statisticOf(statistic: Statistic, values: readonly number[]): number {
  if (statistic === "SampleCount") return values.length;
  if (statistic === "Sum") return sum(values);
  if (statistic === "Average") return sum(values) / values.length;
  if (statistic === "Minimum")
    return values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  if (statistic === "Maximum")
    return values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  const sorted = values.toSorted((a, b) => a - b);
  const rank = Math.ceil((Number(statistic.slice(1)) / 100) * sorted.length);
  return sorted[Math.min(sorted.length - 1, Math.max(0, rank - 1))] as number;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
