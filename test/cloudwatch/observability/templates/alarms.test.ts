import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { alarms } from "../../../../cloudwatch/observability/alarms.ts";
import {
  silencePeriod,
  silenceQueries,
  silenceTemplate,
  watchedFunctions,
} from "../../../../cloudwatch/observability/silence.ts";
import type { MetricQuery } from "../../../../cloudwatch/preview/alarm.ts";
import type { FindingCode } from "../../../../core/findings/finding.ts";
import { findingKinds } from "../../../../core/findings/finding.ts";
import { type Detail, initFailureData, metricData, namespace } from "../../../../core/telemetry/metrics.ts";
import { joined } from "../../../support/joined.ts";
import { type Deployed, deploy, type Json, readTemplate } from "./cloudformation.ts";

/**
 * Everything that invocations with each finding at its worst and an init that failed emit, each metric with
 * its dimension sets.
 */
const emittedAs = (detail: Detail) => {
  const all = Object.fromEntries(Object.keys(findingKinds).map((code) => [code, 1])) as Record<
    FindingCode,
    number
  >;
  const findings = { counts: all, errors: all };
  const invoked = {
    findings,
    loaded: { modules: 1, layerModules: 1 },
    first: true,
    eventful: true,
    overheadMs: 1,
  };
  const directives = [
    metricData({ ...invoked, coverage: "none", further: 1 }, 0, detail),
    metricData({ ...invoked, coverage: "bundled", further: 1 }, 0, detail),
    initFailureData(findings, "full", 0),
  ].flatMap(({ _aws }) => _aws?.CloudWatchMetrics ?? []);
  return (metric: string) =>
    directives
      .filter(({ Metrics }) => Metrics.some(({ Name }) => Name === metric))
      .flatMap(({ Dimensions }) => Dimensions.map((set) => [...set].sort().join()));
};

/**
 * What other namespaces hold that an alarm may look at. Sources: Lambda and CloudWatch Logs developer guides,
 * "metrics".
 */
const knownAs = (detail: Detail): Readonly<Record<string, (metric: string) => readonly string[]>> => ({
  [namespace]: emittedAs(detail),
  "AWS/Lambda": (metric) => (metric === "Invocations" ? ["", "FunctionName"] : []),
  "AWS/Logs": (metric) =>
    ["EMFParsingErrors", "EMFValidationErrors"].includes(metric) ? ["LogGroupName"] : [],
});

interface Looked {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: readonly string[];
}

const insights = joined(
  /^SELECT (MAX|SUM)\((\w+)\) FROM SCHEMA\("([\w/]+)", (\w+)\)/,
  /(?: GROUP BY (\w+) ORDER BY (MAX|SUM)\(\) DESC)?$/,
);

function lookedAt({ stat, expression }: MetricQuery<unknown>): Looked[] {
  if (stat !== undefined) return [{ ...stat, dimensions: Object.keys(stat.dimensions) }];
  if (!expression?.startsWith("SELECT")) return [];
  const [, aggregate, metric, space, dimension, group, order] = insights.exec(expression) ?? [];
  if (metric === undefined || space === undefined || dimension === undefined)
    throw new Error(`no query of ours: ${expression}`);
  if (group !== undefined && (group !== dimension || order !== aggregate))
    throw new Error(`grouped by what it does not select: ${expression}`);
  return [{ namespace: space, metric, dimensions: [dimension] }];
}

function problems(queries: readonly MetricQuery<unknown>[], detail: Detail = "sparse"): string[] {
  const found: string[] = [];
  const known = knownAs(detail);
  if (queries.filter(({ returnData }) => returnData).length !== 1) found.push("not one query returns data");
  for (const { namespace: space, metric, dimensions } of queries.flatMap(lookedAt)) {
    const sets = known[space]?.(metric) ?? [];
    if (sets.length === 0) found.push(`${space} has no metric ${metric}`);
    else if (!sets.includes([...dimensions].sort().join()))
      found.push(`${space} has no ${metric} by [${dimensions}]`);
  }
  for (const { id, stat, expression } of queries) {
    if (!/^[a-z]\w*$/.test(id)) found.push(`${id} is not an id`);
    if ((stat === undefined) === (expression === undefined))
      found.push(`${id} is not one of a metric and an expression`);
    if (expression === undefined || expression.startsWith("SELECT")) continue;
    const named = [...expression.matchAll(/\b[a-z]\w*\b/g)].map(([name]) => name);
    found.push(
      ...named
        .filter((name) => !queries.some((query) => query.id === name))
        .map((name) => `${name} is not a query`),
    );
    const others = queries.filter((query) => query.id !== id && !named.includes(query.id));
    found.push(...others.map((query) => `${query.id} is used by nothing`));
  }
  return found;
}

const variants = alarms.flatMap((alarm) => [
  { name: `${alarm.id}, fleet`, queries: alarm.fleet },
  ...(alarm.perFunction === null ? [] : [{ name: `${alarm.id}, by function`, queries: alarm.perFunction }]),
]);

describe("every alarm", () => {
  it.each(variants)("looks at what is there by default: $name", ({ queries }) => {
    expect(problems(queries)).toEqual([]);
  });

  it("of the silence of one function looks at what is there with OUTCROP_METRICS=by-function", () => {
    expect(problems(silenceQueries("app-orders"))).not.toEqual([]);
    expect(problems(silenceQueries("app-orders"), "by-function")).toEqual([]);
    expect(JSON.stringify(silenceTemplate())).toContain("OUTCROP_METRICS=by-function");
  });

  it("is refused with a renamed metric, another dimension, or an invalid id", () => {
    const stat = { namespace, dimensions: { function: "a" }, stat: "Maximum" } as const;
    const query = (metric: string) => [{ id: "findings", stat: { ...stat, metric }, returnData: true }];
    expect(problems(query("ShadowedPackages"))).toEqual(["Outcrop has no metric ShadowedPackages"]);
    expect(problems(query("ShadowedPackage"))).toEqual(["Outcrop has no ShadowedPackage by [function]"]);
    expect(problems([{ id: "a", expression: "IF(b > 0, 1, 0)", returnData: true }])).toEqual([
      "b is not a query",
    ]);
    expect(() => problems([{ id: "a", expression: "SELECT AVG(Shadowing)", returnData: true }])).toThrow();
  });

  it.each(alarms)("can be evaluated by CloudWatch: $id", (alarm) => {
    const { period, evaluationPeriods, datapointsToAlarm, fleet, perFunction, threshold } = alarm;
    const queried = [...fleet, ...(perFunction ?? [])].some(({ expression }) =>
      expression?.startsWith("SELECT"),
    );
    expect(period % 60).toBe(0);
    expect(period * evaluationPeriods).toBeLessThan(queried ? 3 * 3600 : 24 * 3600);
    expect(datapointsToAlarm).toBeLessThanOrEqual(evaluationPeriods);
    expect(fleet.length).toBeLessThanOrEqual(10);
    if (typeof threshold === "object")
      expect(readTemplate("docs/generated/observability.yaml").Parameters).toHaveProperty(
        threshold.parameter,
      );
  });

  it.each(alarms)("says where to read on: $id", ({ description, docs }) => {
    expect(description.length).toBeLessThanOrEqual(1024);
    for (const page of docs) {
      expect(existsSync(page)).toBe(true);
      expect(description).toContain(page.split("/").at(-1));
    }
  });

  it("comes in the order of the strip: first what breaks a function now", () => {
    expect(alarms.slice(0, 2).map(({ id }) => id)).toEqual(["ArchitectureAlarm", "InitFailuresAlarm"]);
  });

  it("calls no function safe that Outcrop does not see", () => {
    const silent = JSON.stringify([alarms.find(({ id }) => id === "SilenceAlarm"), silenceTemplate()]);
    expect(silent).not.toMatch(/not at risk/);
    expect(silent.split("may also fail before Outcrop can report")).toHaveLength(2 + watchedFunctions);
  });

  it("covers each family and each code that has a page", () => {
    const pages = new Set(alarms.flatMap(({ docs }) => docs));
    expect(Object.values(findingKinds).filter(({ docs }) => !pages.has(docs))).toEqual([]);
  });
});

describe("in the template", () => {
  const template = readTemplate("docs/generated/observability.yaml");
  const given = { FunctionNamePrefix: "app-", SilenceBelowPercent: "80", WatchBundled: "on" };
  const metricsOf = ({ resources }: Deployed, id: string) =>
    resources[id]?.properties["Metrics"] as Record<string, Json>[];

  it.each(alarms)(
    "$id is what the data says, for the fleet and for each function",
    ({ id, fleet, perFunction, threshold }) => {
      const idsAndTexts = (queries: readonly MetricQuery[]) =>
        queries.map((query) => [query.id, query.stat?.metric ?? query.expression]);
      const rendered = (alarmsFor: string) =>
        metricsOf(deploy(template, { ...given, Alarms: alarmsFor }), id).map(
          ({ Id, MetricStat, Expression }) => {
            const stat = MetricStat as { Metric: { MetricName: string } } | undefined;
            return [Id, stat?.Metric.MetricName ?? Expression];
          },
        );
      expect(rendered("fleet")).toEqual(idsAndTexts(fleet));
      expect(rendered("function")).toEqual(idsAndTexts(perFunction ?? fleet));
      const { properties } = deploy(template, given).resources[id] ?? {};
      expect(Number(properties?.["Threshold"])).toBe(typeof threshold === "number" ? threshold : 80);
      expect(properties?.["OKActions"]).toBeUndefined();
    },
  );

  it("one period holds for all metrics of an alarm, and silence is judged within a week", () => {
    for (const { properties } of Object.values(deploy(template, given).resources).filter(({ type }) =>
      type.endsWith("::Alarm"),
    )) {
      const metrics = properties["Metrics"] as {
        MetricStat?: { Period: number };
        Period?: number;
        Expression?: string;
      }[];
      const periods = metrics.filter(
        ({ MetricStat, Expression }) => MetricStat !== undefined || Expression?.startsWith("SELECT"),
      );
      expect(new Set(periods.map(({ MetricStat, Period }) => MetricStat?.Period ?? Period)).size).toBe(1);
    }
    expect(silencePeriod * 4).toBeLessThanOrEqual(7 * 24 * 3600);
  });
});
