/** Metrics of the whole fleet, right for any number of functions. */
import { namespace } from "../../../../core/telemetry/metrics.ts";
import type { MetricEntry, Rendering, Statistic } from "../../../preview/dashboard-body.ts";
import { awsMetrics, type CodeMetric, type OwnMetric } from "./metric-names.ts";

/**
 * One of Outcrop's metrics without a dimension: every line adds to it. Of a gauge, its Maximum is the most that
 * one function had at one time.
 */
export function ofFleet(
  metric: OwnMetric | CodeMetric,
  stat: Statistic,
  rendering: Omit<Rendering, "stat"> = {},
): MetricEntry {
  return [namespace, metric, { ...rendering, stat }];
}

/**
 * Lines that CloudWatch took for metrics and could not use, of all log groups of the region. A Metrics Insights
 * query looks at 10,000 metrics, and a widget holds one such query.
 */
export function refusedDocuments(
  metric: (typeof awsMetrics)["AWS/Logs"]["names"][number],
  color: string,
): MetricEntry {
  const { dimensions } = awsMetrics["AWS/Logs"];
  const expression = `SELECT SUM(${metric}) FROM SCHEMA("AWS/Logs", ${dimensions[0]})`;
  return [{ expression, id: "q1", label: "lines", color }];
}

/** Errors as Lambda counts them, of the functions that have most. */
export function lambdaErrors(count: number): MetricEntry {
  const { dimensions, names } = awsMetrics["AWS/Lambda"];
  const expression =
    `SELECT SUM(${names[0]}) FROM SCHEMA("AWS/Lambda", ${dimensions[0]}) ` +
    `GROUP BY ${dimensions[0]} ORDER BY SUM() DESC LIMIT ${count}`;
  return [{ expression, id: "q1", label: "" }];
}
