/**
 * An alarm, as much of it as its state depends on. Source: Amazon CloudWatch API Reference, PutMetricAlarm.
 */

/** One metric, exactly these dimensions. */
export interface MetricStat<DimensionValue = string> {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, DimensionValue>>;
  readonly stat: "Maximum" | "Sum" | "SampleCount";
}

/** Either a metric or an expression; the alarm watches the one query that returns data. */
export interface MetricQuery<DimensionValue = string> {
  /** Starts in lower case: metric math refers to it. */
  readonly id: string;
  readonly stat?: MetricStat<DimensionValue>;
  /** Metric math over the other queries' ids, or a Metrics Insights query. */
  readonly expression?: string;
  readonly returnData: boolean;
}

export interface Alarm {
  readonly id: string;
  readonly title: string;
  readonly fleet: readonly MetricQuery[];
  /**
   * One series for each function or log group (Metrics Insights with GROUP BY); null without such
   * query.
   */
  readonly perFunction: readonly MetricQuery[] | null;
  readonly comparison: "GreaterThanOrEqualToThreshold" | "LessThanThreshold";
  readonly threshold: number;
  /** Seconds. Metrics Insights alarms see the last three hours and no more. */
  readonly period: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
}
