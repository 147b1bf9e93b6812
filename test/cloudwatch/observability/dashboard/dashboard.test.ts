import { describe, expect, it } from "vitest";
import { parseExpression, partsOf } from "../../../../cloudwatch/metric-math/expression.ts";
import { parseSql } from "../../../../cloudwatch/metric-math/insights-sql.ts";
import { metricsOf, parseSearch, type Search } from "../../../../cloudwatch/metric-math/search-expression.ts";
import { dashboardBody } from "../../../../cloudwatch/observability/dashboard/dashboard.ts";
import { evenRow, row, stack } from "../../../../cloudwatch/observability/dashboard/parts/layout.ts";
import {
  everyFunction,
  functionVariable,
} from "../../../../cloudwatch/observability/dashboard/parts/selection.ts";
import { states } from "../../../../cloudwatch/observability/queries/states.ts";
import type { MetricContent, Widget } from "../../../../cloudwatch/preview/dashboard-body.ts";
import { findingKinds } from "../../../../core/findings/finding.ts";
import { scope } from "./scope.ts";

const { widgets } = dashboardBody(scope);
const metricWidgets = widgets.filter((widget): widget is MetricContent & Widget => widget.type === "metric");

function expressionsOf({ properties }: MetricContent): string[] {
  return (properties.metrics ?? []).flatMap((entry) =>
    entry.flatMap((part) => (typeof part === "object" && "expression" in part ? [part.expression] : [])),
  );
}

const isSql = (text: string) => text.startsWith("SELECT ");

/** Of metrics that an entry names itself or asks for by Metrics Insights. */
function metricsWithoutSearch({ properties }: MetricContent): string[] {
  return (properties.metrics ?? []).flatMap(([first, second]) =>
    typeof first === "string"
      ? [String(second)]
      : isSql(first.expression)
        ? [parseSql(first.expression).metric]
        : [],
  );
}

function searchesOf(widget: MetricContent): Search[] {
  return expressionsOf(widget)
    .filter((text) => !isSql(text))
    .flatMap((text) => [...partsOf(parseExpression(text))])
    .flatMap((part) =>
      part.kind === "call" && part.name === "SEARCH" && part.parameters[0]?.kind === "text"
        ? [part.parameters[0].value]
        : [],
    )
    .map(parseSearch);
}

const titles = widgets.map(({ properties }) =>
  "title" in properties ? properties.title : properties.markdown,
);

describe("the layout", () => {
  const text = (markdown: string) => ({ type: "text", properties: { markdown } }) as const;

  it("puts cells side by side and rows below each other", () => {
    const placed = stack([
      row(2, [6, text("a")], [18, text("b")]),
      evenRow(3, text("c"), text("d"), text("e")),
    ]);
    expect(placed.map(({ x, y, width, height }) => [x, y, width, height])).toEqual([
      [0, 0, 6, 2],
      [6, 0, 18, 2],
      [0, 2, 8, 3],
      [8, 2, 8, 3],
      [16, 2, 8, 3],
    ]);
  });

  it("refuses a row that does not fit", () => {
    expect(() => row(1, [20, text("a")], [5, text("b")])).toThrow("a row is 25 wide");
    expect(() => evenRow(1, ...Array.from({ length: 5 }, () => text("a")))).toThrow("5 cells do not divide");
  });
});

describe("the dashboard", () => {
  it("answers in the order in which a person on call asks", () => {
    const order = [
      "## Outcrop",
      "Alarms: is something red?",
      "What to do next: errors first",
      "Functions, the worst state in this range first",
      "### How many?",
      "How many functions are in each state",
      "### Since when?",
      "### Which functions?",
      "### What does Outcrop cost, compared with errors?",
      "### What the numbers mean",
    ];
    const places = order.map((start) => titles.findIndex((title) => title.startsWith(start)));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places[0]).toBe(0);
  });

  it("shows failed inits, every code, and both kinds of EMF errors", () => {
    const named = new Set([
      ...metricWidgets.flatMap(searchesOf).flatMap(metricsOf),
      ...metricWidgets.flatMap(metricsWithoutSearch),
    ]);
    for (const { metric } of Object.values(findingKinds)) expect(named).toContain(metric);
    expect([...named]).toEqual(
      expect.arrayContaining([
        "InitFailures",
        "EMFParsingErrors",
        "EMFValidationErrors",
        "Errors",
        "OverheadMs",
      ]),
    );
  });

  it("has one number for the whole time in each single value", () => {
    const singles = metricWidgets.filter(({ properties }) => properties.view === "singleValue");
    expect(singles).toHaveLength(5);
    for (const { properties } of singles)
      expect(properties).toMatchObject({ setPeriodToTimeRange: true, sparkline: false });
  });

  it("makes no number of a search, which CloudWatch cuts at 500 series", () => {
    for (const widget of metricWidgets)
      if (widget.properties.view === "singleValue") expect(searchesOf(widget)).toEqual([]);
  });

  it("has every widget that the run-book names", () => {
    const [, table = ""] = (
      titles.find((title) => title.startsWith("### What the numbers mean")) ?? ""
    ).split("|---|---|---|");
    const named = [...table.matchAll(/\*\*(.+?)\*\*/g)].map(([, name]) => name as string);
    expect(named.length).toBeGreaterThan(1);
    expect(named.filter((name) => !titles.some((title) => title.startsWith(name)))).toEqual([]);
    expect(table).toContain("| failed inits above 0, `fails in init` |");
    // What a healthy function shows needs no advice.
    for (const state of Object.values(states))
      if (state !== states.healthy) expect(table).toContain(state.slice(2).split(":")[0]);
  });

  it("gives no search a period of its own, which would outlive the widget's", () => {
    for (const text of metricWidgets.flatMap(expressionsOf).filter((each) => !isSql(each)))
      for (const part of partsOf(parseExpression(text)))
        if (part.kind === "call" && part.name === "SEARCH") expect(part.parameters).toHaveLength(2);
  });

  it("fills nothing in: a function has a metric only while it counts something", () => {
    expect(metricWidgets.flatMap(expressionsOf).filter((each) => each.includes("FILL("))).toEqual([]);
  });

  it("opens with three hours and three tables of logs, since each scans what is shown", () => {
    expect(dashboardBody(scope).start).toBe("-PT3H");
    expect(widgets.filter(({ type }) => type === "log")).toHaveLength(3);
  });

  it("is the same above the Contributor Insights, whether the rules are on or off", () => {
    const off = dashboardBody({ ...scope, rules: false, ruleNames: {} }).widgets;
    expect(widgets.slice(0, off.length)).toEqual(off);
    expect(widgets.slice(off.length).filter(({ type }) => type === "metric")).toHaveLength(
      Object.keys(scope.ruleNames).length,
    );
  });

  it("has no alarm widget without an alarm, which CloudWatch would refuse", () => {
    const without = dashboardBody({ ...scope, alarmArns: [] }).widgets;
    expect(without.map(({ type }) => type)).not.toContain("alarm");
    expect(without.toSpliced(1, 1)).toEqual(widgets.toSpliced(1, 1));
  });

  it("wants a name for every rule", () => {
    expect(() => dashboardBody({ ...scope, ruleNames: {} })).toThrow(
      "the scope has no name for the rule packages",
    );
  });
});

describe("the variable", () => {
  it("starts with the word that means every function", () => {
    expect(functionVariable).toMatchObject({ pattern: everyFunction, defaultValue: everyFunction });
    expect(functionVariable.pattern).toMatch(/^[A-Z]+$/);
  });

  it("is in every widget that knows functions, once a search or query", () => {
    for (const widget of widgets) {
      const text = JSON.stringify(widget.properties);
      const found = text.split(everyFunction).length - 1;
      if (widget.type === "log") expect(found, text).toBe(1);
      else if (widget.type === "metric") {
        expect(found, text).toBe(searchesOf(widget).length);
      } else if (widget.type === "text") expect(found).toBe(text.includes("Functions shown") ? 1 : 0);
    }
  });

  it("is a token of every dimension it must find", () => {
    // CloudWatch splits names at each character but letters and before capitals, and ignores case.
    const tokens = (name: string) =>
      name.split(/[^A-Za-z]+|(?<=[a-z])(?=[A-Z])/).map((token) => token.toLowerCase());
    for (const widget of metricWidgets)
      for (const { dimensions } of searchesOf(widget))
        expect(dimensions.flatMap(tokens)).toContain(everyFunction.toLowerCase());
  });
});

describe("the limits", () => {
  const body = JSON.stringify(dashboardBody(scope));

  /**
   * Neither PutDashboard nor AWS::CloudWatch::Dashboard states one for the body, but a template of more than
   * 51,200 bytes cannot be deployed without a bucket (CloudFormation quotas), and the parameters, alarms and
   * rules need the other half.
   */
  it("leave room for the rest of the template", () => expect(Buffer.byteLength(body)).toBeLessThan(25_600));

  it("take each search (CloudWatch: 1,024 characters) and query (CloudWatch Logs: 10,000)", () => {
    for (const widget of metricWidgets)
      for (const text of expressionsOf(widget)) expect(text.length).toBeLessThanOrEqual(1024);
    for (const widget of widgets)
      if (widget.type === "log") expect(widget.properties.query.length).toBeLessThanOrEqual(10_000);
  });

  it("are nowhere near for widgets (500)", () => expect(widgets.length).toBeLessThan(50));
});

describe("the text", () => {
  it("names no reference of CloudFormation but the scope's", () => {
    const template = dashboardBody({
      ...scope,
      region: `\${AWS::Region}`,
      source: `\${Source}`,
      docsUrl: `\${DocsUrl}`,
      consoleUrl: `\${Console}`,
    });
    expect(new Set(JSON.stringify(template).match(/\$\{[^}]*\}/g))).toEqual(
      new Set([`\${AWS::Region}`, `\${Source}`, `\${DocsUrl}`, `\${Console}`]),
    );
  });
});
