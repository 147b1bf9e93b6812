import { describe, expect, it } from "vitest";
import { explainEmpty } from "../../../cloudwatch/observability/preview/empty.ts";
import { ruleBody, rules } from "../../../cloudwatch/observability/rules.ts";
import { contributorsOf } from "../../../cloudwatch/preview/contributors.ts";
import type { MetricEntry, MetricProperties } from "../../../cloudwatch/preview/dashboard-body.ts";
import { evaluateMetrics } from "../../../cloudwatch/preview/metric-widget.ts";
import { collect, event, finding, invocation, line, start } from "./lines.ts";

const byFunction = "by-function";
const collected = collect(
  invocation(start, { metrics: byFunction, overheadMs: 4, counts: { "shadowed-package": 2 } }),
  invocation(start + 10, { metrics: byFunction, overheadMs: 8, functionName: "invoices" }),
  invocation(start + 10, { metrics: byFunction, overheadMs: 6 }),
);

const widget = (metrics: readonly MetricEntry[], more: Partial<MetricProperties> = {}): MetricProperties => ({
  title: "T",
  region: "r",
  view: "timeSeries",
  period: 300,
  setPeriodToTimeRange: true,
  metrics,
  ...more,
});

const values = (...metrics: readonly MetricEntry[]) =>
  evaluateMetrics(widget(metrics), collected).series.map(({ label, points }) => [
    label,
    ...points.map(({ value }) => value),
  ]);

describe("the entries of a metric widget", () => {
  it("are metrics with exactly these dimensions, by their statistic or the average", () => {
    expect(
      values(
        ["Outcrop", "OverheadMs", "function_name", "orders"],
        ["Outcrop", "OverheadMs", { stat: "Maximum", label: "most" }],
      ),
    ).toEqual([
      ["OverheadMs", 5],
      ["most", 8],
    ]);
  });

  it("repeat the entry before", () => {
    expect(
      values(
        ["Outcrop", "OverheadMs", "function_name", "orders", { stat: "Sum", label: "a" }],
        [".", ".", ".", "invoices", { stat: "Sum", label: "b" }],
        ["...", "orders", { stat: "SampleCount", label: "c" }],
      ),
    ).toEqual([
      ["a", 10],
      ["b", 8],
      ["c", 2],
    ]);
  });

  it("are expressions over others, which may be hidden", () => {
    const hidden: MetricEntry = ["Outcrop", "OverheadMs", { id: "m1", stat: "Sum", visible: false }];
    expect(values(hidden, [{ expression: "m1 / 2", id: "e1", label: "half" }])).toEqual([["half", 9]]);
    expect(values(hidden, [{ expression: "SUM(METRICS())", id: "e1", label: "all" }])).toEqual([["all", 18]]);
  });

  it("are queries of Metrics Insights", () => {
    const expression =
      'SELECT MAX(OverheadMs) FROM SCHEMA("Outcrop", function_name) GROUP BY function_name ORDER BY ' +
      "MAX() DESC";
    expect(values([{ expression, id: "q1", label: "" }])).toEqual([
      ["invoices", 8],
      ["orders", 6],
    ]);
  });

  it("name what a search found, by what differs", () => {
    const search = (names: string) => `SEARCH('{Outcrop,"function_name"} ${names}', 'Maximum')`;
    expect(values([{ expression: search('MetricName="Shadowing"'), id: "e1", label: "in force" }])).toEqual([
      ["in force orders", 2],
      ["in force invoices", 0],
    ]);
    expect(values([{ expression: search("orders"), id: "e1", label: "" }]).map(([label]) => label)).toContain(
      "orders ShadowedPackage",
    );
  });

  it.each<[string, readonly MetricEntry[], Partial<MetricProperties>]>([
    ["e1 needs itself", [[{ expression: "e1 + 1", id: "e1" }]], {}],
    ["no entry with the id m9", [[{ expression: "m9", id: "e1" }]], {}],
    ["must give series", [[{ expression: "1 + 1", id: "e1" }]], {}],
    ["no metric", [["Outcrop", "OverheadMs", "function_name"]], {}],
    ["view pie is unknown", [], { view: "pie" }],
    ["stacked areas", [], { stacked: true }],
    ["INSIGHT_RULE_METRIC", [[{ expression: 'INSIGHT_RULE_METRIC("r", "Sum")', id: "e1" }]], {}],
  ])("refuse: %s", (message, entries, more) =>
    expect(() => evaluateMetrics(widget(entries, more), collected)).toThrow(message),
  );

  it("say so if logs do not have a metric", () => {
    const properties = widget([
      ["AWS/Lambda", "Throttles"],
      [{ expression: `SEARCH('{AWS/Lambda,FunctionName} MetricName="Errors"', 'Sum')`, id: "e1" }],
    ]);
    const { notInLogs } = evaluateMetrics(properties, collected);
    expect(notInLogs).toEqual(["AWS/Lambda Throttles"]);
    expect(explainEmpty({ type: "metric", properties }, collected, notInLogs)).toEqual({
      state: "unknown",
      text: "Not in these logs: AWS/Lambda Throttles. CloudWatch shows it.",
    });
  });
});

describe("the contributors of a rule", () => {
  it("are the findings above information, by package and code, most first", () => {
    const [rule] = rules;
    if (rule === undefined) throw new Error("there is no rule");
    const { events } = collect(
      finding(start, "shadowed-package", "uuid"),
      finding(start, "range-violation", "zod", { severity: "error" }),
      finding(start + 1, "range-violation", "zod", { severity: "error", functionName: "invoices" }),
      finding(start, "shadowed-package", "ms", { severity: "info" }),
      event({ ...line("finding", start), severity: "error", package: "no code" }),
      event("not JSON"),
    );
    expect(contributorsOf(ruleBody(rule, []), events)).toEqual([
      { keys: ["zod", "range-violation"], count: 2 },
      { keys: ["uuid", "shadowed-package"], count: 1 },
    ]);
  });
});
