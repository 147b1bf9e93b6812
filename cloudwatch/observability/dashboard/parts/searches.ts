/**
 * Search expressions over every function, and the arithmetic a dashboard needs of them. None gives a period:
 * the widget's own holds then, or the whole time range where `setPeriodToTimeRange` is set.
 */
import { namespace } from "../../../../core/telemetry/metrics.ts";
import type { Statistic } from "../../../preview/dashboard-body.ts";
import { awsMetrics, type CodeMetric, dimension, type Gauge, type OwnMetric } from "./metric-names.ts";
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

/** Reported invocations, for each function: the number of samples of a metric that every report has. */
export function reports(): string {
  return search(["Shadowing"], "SampleCount");
}

export function overhead(statistic: `p${number}` | "Maximum"): string {
  return search(["OverheadMs"], statistic);
}

/** Errors of each function, as Lambda counts them. */
export function lambdaErrors(): string {
  const { dimensions, names } = awsMetrics["AWS/Lambda"];
  return `SEARCH('{AWS/Lambda,${dimensions[0]}} MetricName="${names[0]}" AND ${everyFunction}', 'Sum')`;
}

/**
 * Lines that CloudWatch took for metrics and could not read, for each log group of the region. Its dimension
 * knows no function.
 */
export function emfErrors(): string {
  const { dimensions, names } = awsMetrics["AWS/Logs"];
  return `SEARCH('{AWS/Logs,${dimensions[0]}} (${oneOf(names)})', 'Sum')`;
}

/** The last value until there is a new one: a gauge keeps its value while the function is not invoked. */
export function held(series: string): string {
  return `FILL(${series}, REPEAT)`;
}

/**
 * The sum over functions, never over time: within one period each has one value. It has no value where no
 * function has the metric. A zero instead, by TIME_SERIES(0), would also fill a period that is still
 * without data, and a number that shows the newest period would say that all is well.
 */
export function total(series: string): string {
  return `SUM(${series})`;
}

/** How many functions have a metric that is always there. */
export function howMany(series: string): string {
  return `DATAPOINT_COUNT(${series})`;
}

/**
 * How many functions have more than nothing. IF and comparisons take single series only; the ceiling of a
 * small fraction is 1 for any count below a million and 0 for none, and CEIL takes many.
 */
export function howManyAboveZero(series: string): string {
  return `SUM(CEIL(${series} / 1000000))`;
}

/** The functions that have most. */
export function top(count: number, series: string): string {
  return `SORT(${series}, MAX, DESC, ${count})`;
}
