/**
 * Metrics Insights: `SELECT MAX(Latency) FROM SCHEMA("Shop", service) WHERE … GROUP BY service ORDER BY MAX()
 * DESC LIMIT 10`.
 * "Metrics Insights query components and syntax" in the user guide of CloudWatch.
 *
 * FROM SCHEMA takes metrics with exactly these dimensions, FROM "namespace" any. The samples of a group's
 * metrics are aggregated together in each period. The order is that of the same function over the whole time.
 */
import { DashboardError } from "./dashboard-error.ts";
import type { Metric, Metrics, Sample } from "./metric.ts";
import { pointsOf, type Series, type Window } from "./series.ts";
import { type Statistic, statisticOf } from "./statistic.ts";

const statistics: Readonly<Record<string, Statistic>> = {
  AVG: "Average",
  COUNT: "SampleCount",
  MAX: "Maximum",
  MIN: "Minimum",
  SUM: "Sum",
};

const name = String.raw`(?:"[^"]+"|[\w./-]+)`;
const shape = new RegExp(
  String.raw`^\s*SELECT\s+(?<function>\w+)\s*\(\s*(?<metric>${name})\s*\)` +
    String.raw`\s+FROM\s+(?:SCHEMA\s*\(\s*(?<schema>${name}(?:\s*,\s*${name})*)\s*\)|(?<namespace>${name}))` +
    String.raw`(?:\s+WHERE\s+(?<where>.+?))?` +
    String.raw`(?:\s+GROUP\s+BY\s+(?<group>${name}(?:\s*,\s*${name})*))?` +
    String.raw`(?:\s+ORDER\s+BY\s+(?<order>\w+)\s*\(\s*\)(?:\s+(?<direction>ASC|DESC))?)?` +
    String.raw`(?:\s+LIMIT\s+(?<limit>\d+))?\s*$`,
  "is",
);

export interface SqlQuery {
  readonly statistic: Statistic;
  readonly metric: string;
  readonly group: readonly string[];
  readonly order: { readonly statistic: Statistic; readonly descending: boolean } | null;
  readonly limit: number;
  matches(metric: Metric): boolean;
}

/** @throws DashboardError */
export function parseSql(text: string): SqlQuery {
  const groups = shape.exec(text)?.groups;
  if (groups === undefined) throw new DashboardError(`not understood: ${text}`);
  const [namespace, ...keys] = namesOf(groups["schema"] ?? groups["namespace"]);
  const exact = groups["schema"] === undefined ? null : keys.sort().join("\0");
  const metricName = unquoted(groups["metric"] as string);
  const conditions = (groups["where"]?.split(/\s+AND\s+/i) ?? []).map((condition) =>
    conditionOf(condition, text),
  );
  return {
    statistic: functionOf(groups["function"] as string, text),
    metric: metricName,
    group: namesOf(groups["group"]),
    order:
      groups["order"] === undefined
        ? null
        : {
            statistic: functionOf(groups["order"], text),
            descending: groups["direction"]?.toUpperCase() === "DESC",
          },
    limit: groups["limit"] === undefined ? 500 : Number(groups["limit"]),
    matches: (metric) =>
      metric.namespace === namespace &&
      metric.name === metricName &&
      (exact === null || Object.keys(metric.dimensions).sort().join("\0") === exact) &&
      conditions.every((holds) => holds(metric)),
  };
}

export function evaluateSql(text: string, label: string, metrics: Metrics, window: Window): Series[] {
  const query = parseSql(text);
  const groups = new Map<string, Metric[]>();
  for (const metric of metrics.all()) {
    if (!query.matches(metric) || !query.group.every((key) => Object.hasOwn(metric.dimensions, key)))
      continue;
    const key = JSON.stringify(query.group.map((dimension) => metric.dimensions[dimension]));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [metric]);
    else group.push(metric);
  }
  const found = [...groups.values()]
    .map((group) => seriesOfGroup(group, query, label, window))
    .filter(({ series }) => series.points.length > 0);
  const { order } = query;
  if (order !== null) found.sort((a, b) => (order.descending ? b.rank - a.rank : a.rank - b.rank));
  return found.slice(0, query.limit).map(({ series }) => series);
}

function seriesOfGroup(
  group: readonly Metric[],
  { statistic, group: keys, order, metric }: SqlQuery,
  label: string,
  window: Window,
) {
  const samples: Sample[] = group
    .flatMap((member) => member.samples)
    .filter(({ timestamp }) => timestamp >= window.start && timestamp < window.end);
  const dimensions = Object.fromEntries(keys.map((key) => [key, group[0]?.dimensions[key] ?? ""]));
  const values = samples.map(({ value }) => value);
  const series: Series = {
    label: [label, ...Object.values(dimensions)].filter((part) => part !== "").join(" ") || metric,
    unit: statistic === "SampleCount" ? null : (group[0]?.unit ?? null),
    points: pointsOf(samples, statistic, window),
    dimensions,
  };
  return { series, rank: values.length === 0 ? 0 : statisticOf(order?.statistic ?? statistic, values) };
}

function conditionOf(condition: string, text: string): (metric: Metric) => boolean {
  const [, key, operator, value] = /^\s*("[^"]+"|[\w./-]+)\s*(=|!=)\s*'([^']*)'\s*$/.exec(condition) ?? [];
  if (key === undefined || value === undefined)
    throw new DashboardError(`condition not understood: ${condition} in ${text}`);
  const dimension = unquoted(key);
  return ({ dimensions }) =>
    (Object.hasOwn(dimensions, dimension) && dimensions[dimension] === value) === (operator === "=");
}

function functionOf(name: string, text: string): Statistic {
  const statistic = statistics[name.toUpperCase()];
  if (statistic === undefined) throw new DashboardError(`unknown function ${name} in ${text}`);
  return statistic;
}

function namesOf(list: string | undefined): string[] {
  return list === undefined ? [] : [...list.matchAll(/"[^"]+"|[\w./-]+/g)].map(([text]) => unquoted(text));
}

function unquoted(text: string): string {
  return text.startsWith('"') ? text.slice(1, -1) : text;
}
