/** A dashboard body without problems, and the problems of it after a change. */

import { known } from "../scope.ts";
import { bodyProblems } from "./problems.ts";

// biome-ignore lint/suspicious/noExplicitAny: bodies are broken here in ways their type forbids
export type Broken = any;

export const shadowing = `SEARCH('{Outcrop,"function_name"} MetricName="Shadowing"', 'Maximum')`;

/** One widget of each kind, and nothing wrong with any. */
export function body(): Broken {
  const metric = { title: "Shadowing", region: "eu-central-1", view: "timeSeries", period: 300 };
  return {
    start: "-P1D",
    variables: [
      {
        type: "pattern",
        pattern: "FUNCTION",
        inputType: "input",
        id: "function",
        label: "Function",
        defaultValue: "FUNCTION",
      },
    ],
    widgets: [
      { type: "text", x: 0, y: 0, width: 24, height: 2, properties: { markdown: "FUNCTION" } },
      {
        type: "metric",
        x: 0,
        y: 2,
        width: 12,
        height: 6,
        properties: { ...metric, metrics: [[{ expression: shadowing, id: "e1" }]] },
      },
      {
        type: "metric",
        x: 12,
        y: 2,
        width: 12,
        height: 6,
        properties: {
          ...metric,
          metrics: [
            ["Outcrop", "Architecture", "function_name", "orders", { id: "m1", stat: "Maximum" }],
            [".", "Shadowing", ".", ".", { id: "m2", stat: "Maximum" }],
            [{ expression: "m1 + FILL(m2, REPEAT)", id: "e1" }],
          ],
        },
      },
      {
        type: "log",
        x: 0,
        y: 8,
        width: 24,
        height: 6,
        properties: {
          title: "Findings",
          region: "eu-central-1",
          view: "table",
          query: "SOURCE 'a' | SOURCE 'b'\n| filter outcrop = \"finding\"",
        },
      },
      {
        type: "alarm",
        x: 0,
        y: 14,
        width: 12,
        height: 3,
        properties: { title: "Alarms", alarms: ["arn:aws:cloudwatch:x"] },
      },
      {
        type: "metric",
        x: 12,
        y: 14,
        width: 12,
        height: 3,
        properties: {
          ...metric,
          insightRule: { ruleName: "outcrop-packages", maxContributorCount: 10, orderBy: "Sum" },
        },
      },
    ],
  };
}

/** The problems of that body once it is broken. */
export function told(change: (broken: Broken) => void): string[] {
  const broken = body();
  change(broken);
  return bodyProblems(broken, known).map(({ path, message }) => `${path} ${message}`);
}

/** With another expression in the first metric widget. */
export const withExpression = (expression: string) =>
  told(({ widgets }) => {
    widgets[1].properties.metrics = [[{ expression, id: "e1" }]];
  });

export const withMetric = (...metric: readonly unknown[]) =>
  told(({ widgets }) => {
    widgets[1].properties.metrics = [metric];
  });

export const withQuery = (query: string) =>
  told(({ widgets }) => {
    widgets[3].properties.query = query;
  });

export const withVariable = (change: object) =>
  told(({ variables }) => {
    Object.assign(variables[0], change);
  });

export const inMetrics = "/widgets/1/properties/metrics";
