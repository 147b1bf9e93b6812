/**
 * Evaluates the alarms over the same logs, as CloudWatch does period by period, and says since when each has
 * its state.
 *
 * Of the documented evaluation, what alarms with missing data as `notBreaching` need: at each period the last
 * `evaluationPeriods` values count, a missing one is a good one, and `datapointsToAlarm` bad ones raise the
 * alarm. INSUFFICIENT_DATA is shown if these logs say nothing about the metric, as for an alarm just
 * created. CloudWatch also looks at older values where some are missing; the preview does not.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */

import { DashboardError } from "../metric-math/dashboard-error.ts";
import { evaluateSql } from "../metric-math/insights-sql.ts";
import { evaluateMath } from "../metric-math/math.ts";
import { isSeries, type Value } from "../metric-math/math-value.ts";
import { periodStarts, type Series, seriesOf, type Window } from "../metric-math/series.ts";
import type { Alarm, MetricQuery } from "./alarm.ts";
import type { Collection } from "./collect.ts";

export interface AlarmState {
  readonly alarm: Alarm;
  readonly state: "OK" | "ALARM" | "INSUFFICIENT_DATA";
  /**
   * Start of the period that brought the state, or of the logs where that is later; null where it was never
   * otherwise.
   */
  readonly since: number | null;
  /** The last value that was measured, and what it is compared with. */
  readonly value: number | null;
  readonly threshold: number;
  /** Where the alarm watches each function by itself: those that raise it. */
  readonly raisedBy: readonly string[];
}

/** @throws DashboardError */
export function alarmState(alarm: Alarm, collected: Collection): AlarmState {
  const { range } = collected;
  const { threshold } = alarm;
  const unknown = {
    alarm,
    state: "INSUFFICIENT_DATA",
    since: null,
    value: null,
    threshold,
    raisedBy: [],
  } as const;
  if (range === null || collected.lines === 0) return unknown;
  const periodMs = alarm.period * 1000;
  const start = Math.floor(range.start / periodMs) * periodMs;
  const window = { start, end: Math.ceil((range.end + 1) / periodMs) * periodMs, periodMs };
  const [watched, ...more] = watchedSeries(alarm.fleet, collected, window);
  if (more.length > 0) throw new DashboardError(`alarm ${alarm.id} watches more than one series`);
  const breaching = breachingTimes(watched, alarm, threshold);
  const raisedBy = watchedSeries(alarm.perFunction ?? [], collected, window)
    .filter((series) => raised(breachingTimes(series, alarm, threshold), window, alarm).at(-1) === true)
    .map(({ dimensions }) => Object.values(dimensions).join(" "));
  const states = raised(breaching, window, alarm);
  const changed = states.findLastIndex((state, at) => at > 0 && state !== states[at - 1]);
  const inAlarm = states.at(-1) === true;
  const first = inAlarm && changed === -1 ? 0 : changed;
  return {
    alarm,
    state: inAlarm ? "ALARM" : "OK",
    since: first === -1 ? null : Math.max(range.start, periodStarts(window)[first] ?? 0),
    value: watched?.points.at(-1)?.value ?? null,
    threshold,
    raisedBy,
  };
}

function breachingTimes(series: Series | undefined, { comparison }: Alarm, threshold: number): Set<number> {
  const breaches = (value: number) =>
    comparison === "LessThanThreshold" ? value < threshold : value >= threshold;
  return new Set(
    (series?.points ?? []).filter(({ value }) => breaches(value)).map(({ timestamp }) => timestamp),
  );
}

/** For each period, whether the alarm is raised at its end. */
function raised(
  breaching: ReadonlySet<number>,
  window: Window,
  { evaluationPeriods, datapointsToAlarm }: Alarm,
): boolean[] {
  const starts = periodStarts(window);
  return starts.map((_, at) => {
    const last = starts.slice(Math.max(0, at + 1 - evaluationPeriods), at + 1);
    return last.filter((start) => breaching.has(start)).length >= datapointsToAlarm;
  });
}

function watchedSeries(
  queries: readonly MetricQuery[],
  { metrics }: Collection,
  window: Window,
): readonly Series[] {
  const answer = ({ id, stat, expression }: MetricQuery): Value => {
    if (stat !== undefined)
      return seriesOf(metrics.get(stat.namespace, stat.metric, stat.dimensions), id, stat.stat, window);
    if (expression === undefined) throw new DashboardError(`query ${id} is empty`);
    if (/^\s*SELECT\b/i.test(expression)) return evaluateSql(expression, "", metrics, window);
    return evaluateMath(expression, {
      window,
      byId: (other) => {
        const query = queries.find((candidate) => candidate.id === other);
        if (query === undefined || query.id === id)
          throw new DashboardError(`query ${id} refers to ${other}, which is not there`);
        return answer(query);
      },
      metrics: () => refused("METRICS"),
      search: () => refused("SEARCH"),
      ruleMetric: () => refused("INSIGHT_RULE_METRIC"),
    });
  };
  return queries
    .filter(({ returnData }) => returnData)
    .flatMap((query) => {
      const value = answer(query);
      if (typeof value === "number" || typeof value === "string")
        throw new DashboardError(`query ${query.id} gives no series`);
      return isSeries(value) ? [value] : value;
    });
}

function refused(name: string): never {
  throw new DashboardError(`an alarm takes no ${name}`);
}
