import { describe, expect, it } from "vitest";
import { evaluateSql } from "../../../cloudwatch/metric-math/insights-sql.ts";
import { Metrics } from "../../../cloudwatch/metric-math/metric.ts";

const metrics = new Metrics();
for (const [name, value, timestamp] of [
  ["orders", 3, 0],
  ["orders", 1, 1],
  ["orders", 2, 10],
  ["invoices", 5, 10],
] as const) {
  metrics.add("Outcrop", "Shadowing", { function_name: name }, { timestamp, value });
  metrics.add("Outcrop", "Shadowing", {}, { timestamp, value });
}

const answer = (query: string) =>
  evaluateSql(query, "", metrics, { start: 0, end: 20, periodMs: 10 }).map(({ label, points }) => [
    label,
    ...points.map(({ value }) => value),
  ]);

describe("a Metrics Insights query", () => {
  it.each([
    [
      'SELECT MAX(Shadowing) FROM SCHEMA("Outcrop", function_name) GROUP BY function_name ORDER BY MAX() ' +
        "DESC",
      [
        ["invoices", 5],
        ["orders", 3, 2],
      ],
    ],
    [
      'SELECT MAX(Shadowing) FROM SCHEMA("Outcrop", function_name) GROUP BY function_name ORDER BY MAX() ' +
        "ASC LIMIT 1",
      [["orders", 3, 2]],
    ],
    ['SELECT AVG(Shadowing) FROM SCHEMA("Outcrop", function_name)', [["Shadowing", 2, 3.5]]],
    ['SELECT COUNT(Shadowing) FROM "Outcrop"', [["Shadowing", 4, 4]]],
    [
      `SELECT SUM(Shadowing) FROM SCHEMA("Outcrop", function_name) WHERE function_name = 'orders'`,
      [["Shadowing", 4, 2]],
    ],
    [
      `SELECT MIN(Shadowing) FROM SCHEMA("Outcrop", function_name) WHERE function_name != 'orders'`,
      [["Shadowing", 5]],
    ],
    ['SELECT SUM(Shadowing) FROM SCHEMA("Nobody", function_name)', []],
  ])("%s", (query, expected) => expect(answer(query)).toEqual(expected));

  it.each([
    "SELECT Shadowing",
    'SELECT MEDIAN(x) FROM "Outcrop"',
    `SELECT SUM(x) FROM "Outcrop" WHERE y > 3`,
  ])("refuses %s", (query) => expect(() => answer(query)).toThrow(/understood|unknown function/));
});
