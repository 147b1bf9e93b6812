/** The functions of metric math that dashboards and alarms here use. */
import { DashboardError } from "./dashboard-error.ts";
import type { MathContext } from "./math-context.ts";
import { isSeries, mapSeries, type Value } from "./math-value.ts";
import { type Point, periodStarts, type Series, type Window } from "./series.ts";
import { statisticOf } from "./statistic.ts";

type MathFunction = (parameters: readonly Value[], context: MathContext) => Value;

const aggregates = {
  SUM: (values: readonly number[]) => statisticOf("Sum", values),
  MIN: (values: readonly number[]) => statisticOf("Minimum", values),
  MAX: (values: readonly number[]) => statisticOf("Maximum", values),
  /** Of several series: one without a value at a time counts as 0 there. */
  AVG: (values: readonly number[], of = values.length) => statisticOf("Sum", values) / of,
} as const;

type Aggregate = keyof typeof aggregates;

export const mathFunctions: Readonly<Record<string, MathFunction>> = {
  SUM: aggregate("SUM"),
  MIN: aggregate("MIN"),
  MAX: aggregate("MAX"),
  AVG: aggregate("AVG"),
  CEIL: each(Math.ceil),
  FLOOR: each(Math.floor),
  ABS: each(Math.abs),
  DATAPOINT_COUNT: ([value]) => {
    if (value !== undefined && typeof value === "object" && isSeries(value)) return value.points.length;
    const counts = all(value, "DATAPOINT_COUNT").map((series) => mapSeries(series, () => 1));
    return { ...together("SUM", counts), unit: null };
  },
  METRIC_COUNT: (parameters) => all(parameters[0], "METRIC_COUNT").length,
  REMOVE_EMPTY: (parameters) => all(parameters[0], "REMOVE_EMPTY").filter(({ points }) => points.length > 0),
  FIRST: (parameters) => all(parameters[0], "FIRST").at(0) ?? nothing,
  LAST: (parameters) => all(parameters[0], "LAST").at(-1) ?? nothing,
  TIME_SERIES: ([value], { window }) => {
    const constant = numberIn(value, "TIME_SERIES");
    return { ...nothing, points: periodStarts(window).map((timestamp) => ({ timestamp, value: constant })) };
  },
  METRICS: ([id = ""], { metrics }) => metrics(textIn(id, "METRICS")),
  SEARCH: ([query, statistic, period], { search }) =>
    search(
      textIn(query, "SEARCH"),
      textIn(statistic, "SEARCH"),
      period === undefined ? null : numberIn(period, "SEARCH") * 1000,
    ),
  INSIGHT_RULE_METRIC: ([rule, statistic], { ruleMetric }) =>
    ruleMetric(textIn(rule, "INSIGHT_RULE_METRIC"), textIn(statistic, "INSIGHT_RULE_METRIC")),
  FILL: ([value, filler], { window }) => overEach(value, "FILL", (series) => fill(series, filler, window)),
  RUNNING_SUM: ([value]) =>
    overEach(value, "RUNNING_SUM", (series) => {
      let total = 0;
      return mapSeries(series, (each) => (total += each));
    }),
  SORT: ([value, by, order, limit]) => {
    const aggregateName = textIn(by, "SORT");
    if (!Object.hasOwn(aggregates, aggregateName))
      throw new DashboardError(`SORT by ${aggregateName} is unknown`);
    const rank = ({ points }: Series) =>
      points.length === 0 ? 0 : aggregates[aggregateName as Aggregate](points.map((point) => point.value));
    const factor = textIn(order, "SORT") === "DESC" ? -1 : 1;
    const sorted = all(value, "SORT").toSorted((a, b) => factor * (rank(a) - rank(b)));
    return sorted.slice(0, limit === undefined ? undefined : numberIn(limit, "SORT"));
  },
  SLICE: ([value, from, to]) =>
    all(value, "SLICE").slice(numberIn(from, "SLICE"), to === undefined ? undefined : numberIn(to, "SLICE")),
  IF: ([condition, then, otherwise], { window }) => choose(condition, then, otherwise, window),
};

/** What an expression over no series gives. */
const nothing: Series = { label: "", unit: null, points: [], dimensions: {} };

function aggregate(name: Aggregate): MathFunction {
  return ([value]) => {
    if (value === undefined || typeof value === "number" || typeof value === "string")
      throw new DashboardError(`${name} takes series`);
    if (isSeries(value))
      return value.points.length === 0 ? 0 : aggregates[name](value.points.map((point) => point.value));
    return together(name, value as readonly Series[]);
  };
}

function together(name: Aggregate, several: readonly Series[]): Series {
  const byTime = new Map<number, number[]>();
  for (const { points } of several) {
    for (const { timestamp, value } of points) {
      const values = byTime.get(timestamp);
      if (values === undefined) byTime.set(timestamp, [value]);
      else values.push(value);
    }
  }
  const points = [...byTime]
    .sort(([a], [b]) => a - b)
    .map(([timestamp, values]) => ({ timestamp, value: aggregates[name](values, several.length) }));
  return { ...nothing, unit: several[0]?.unit ?? null, points };
}

function each(change: (value: number) => number): MathFunction {
  return ([value]) => overEach(value, "the function", (series) => mapSeries(series, change));
}

function overEach(value: Value | undefined, name: string, change: (series: Series) => Series): Value {
  if (value === undefined || typeof value === "number" || typeof value === "string")
    throw new DashboardError(`${name} takes series`);
  return isSeries(value) ? change(value) : (value as readonly Series[]).map(change);
}

function fill(series: Series, filler: Value | undefined, window: Window): Series {
  const known = valuesOf(series);
  let last: number | null = null;
  const points = periodStarts(window).flatMap((timestamp): Point[] => {
    last = known.get(timestamp) ?? (filler === "REPEAT" ? last : null);
    const value = last ?? (filler === "REPEAT" ? null : numberIn(filler, "FILL"));
    return value === null ? [] : [{ timestamp, value }];
  });
  return { ...series, points };
}

function choose(
  condition: Value | undefined,
  then: Value | undefined,
  otherwise: Value | undefined,
  window: Window,
): Value {
  const at = (value: Value | undefined): ((timestamp: number) => number | undefined) => {
    if (value === undefined) return () => undefined;
    if (typeof value === "number") return () => value;
    const values = valuesOf(one(value, "IF"));
    return (timestamp) => values.get(timestamp);
  };
  const [yes, no] = [at(then), at(otherwise)];
  const times =
    typeof condition === "number"
      ? periodStarts(window).map((timestamp) => ({ timestamp, value: condition }))
      : one(condition, "IF").points;
  const points = times.flatMap(({ timestamp, value: holds }): Point[] => {
    // Documented: where the condition holds, a missing value is 0; where it does not, the point is dropped.
    const value =
      holds === 0 ? no(timestamp) : (yes(timestamp) ?? (typeof condition === "number" ? undefined : 0));
    return value === undefined ? [] : [{ timestamp, value }];
  });
  const like =
    [then, otherwise].find((value): value is Series => value !== undefined && isSeries(value)) ?? nothing;
  return { ...like, points };
}

function valuesOf({ points }: Series): Map<number, number> {
  return new Map(points.map(({ timestamp, value }) => [timestamp, value]));
}

function one(value: Value | undefined, name: string): Series {
  if (value === undefined || !isSeries(value)) throw new DashboardError(`${name} takes a series`);
  return value;
}

function all(value: Value | undefined, name: string): readonly Series[] {
  if (value === undefined || typeof value === "number" || typeof value === "string")
    throw new DashboardError(`${name} takes several series`);
  return isSeries(value) ? [value] : value;
}

function textIn(value: Value | undefined, name: string): string {
  if (typeof value !== "string") throw new DashboardError(`${name} takes text`);
  return value;
}

function numberIn(value: Value | undefined, name: string): number {
  if (typeof value !== "number") throw new DashboardError(`${name} takes a number`);
  return value;
}
