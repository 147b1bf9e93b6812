/**
 * Search expressions over the functions that have a metric. None gives a period: the widget's own holds then.
 * CloudWatch takes at most 500 series, so a search draws lines, and no number is made of one.
 */
import { dimension, namespace } from "../../../../core/telemetry/metrics.ts";
import type { Statistic } from "../../../preview/dashboard-body.ts";
import type { CodeMetric, Gauge, OwnMetric } from "./metric-names.ts";
import { everyFunction } from "./selection.ts";

/**
 * One series for each function and metric. A name that is not only letters and digits is in quotes, as
 * the search syntax asks.
 */
function search(metrics: readonly (OwnMetric | CodeMetric)[], statistic: Statistic): string {
  return `SEARCH('{${namespace},"${dimension}"} (${oneOf(metrics)}) AND ${everyFunction}', '${statistic}')`;
}

function oneOf(metrics: readonly string[]): string {
  return metrics.map((metric) => `MetricName="${metric}"`).join(" OR ");
}

/** For each function the most there was in a period: of findings, or of modules loaded. */
export function inForce(...metrics: readonly Gauge[]): string {
  return search(metrics, "Maximum");
}

/** Environments of each function that ended in init. They are events, so they may be added up over time. */
export function failedInits(): string {
  return search(["InitFailures"], "Sum");
}

/** The functions that have most. */
export function top(count: number, series: string): string {
  return `SORT(${series}, MAX, DESC, ${count})`;
}
