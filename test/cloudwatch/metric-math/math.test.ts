import { describe, expect, it } from "vitest";
import { DashboardError } from "../../../cloudwatch/metric-math/dashboard-error.ts";
import { evaluateMath } from "../../../cloudwatch/metric-math/math.ts";
import type { MathContext } from "../../../cloudwatch/metric-math/math-context.ts";
import { isSeries, type Value } from "../../../cloudwatch/metric-math/math-value.ts";
import type { Series } from "../../../cloudwatch/metric-math/series.ts";

/** One value a period of 10 ms from 0 on; null is a period without data. */
function series(...values: readonly (number | null)[]): Series {
  const points = values.flatMap((value, at) => (value === null ? [] : [{ timestamp: at * 10, value }]));
  return { label: "m", unit: null, points, dimensions: {} };
}

const known: Readonly<Record<string, Value>> = {
  m1: series(30, 20, 0, 0),
  m2: series(20, null, 20, null),
  none: series(null),
  many: [series(1, null, 5), series(2, 4, null)],
  absent: [],
};

const context: MathContext = {
  window: { start: 0, end: 40, periodMs: 10 },
  byId: (id) => {
    const value = Object.hasOwn(known, id) ? known[id] : undefined;
    if (value === undefined) throw new DashboardError(`there is no ${id}`);
    return value;
  },
  metrics: () => [],
  search: (query) => known[query] as Series[],
  ruleMetric: () => series(),
};

function values(expression: string): unknown {
  const value = evaluateMath(expression, context);
  const listed = ({ points }: Series) =>
    Array.from(
      { length: 4 },
      (_, at) => points.find(({ timestamp }) => timestamp === at * 10)?.value ?? null,
    );
  if (typeof value !== "object") return value;
  return isSeries(value) ? listed(value) : value.map(listed);
}

describe("metric math", () => {
  it.each([
    // The documentation's own examples of comparisons.
    ["m1 < m2", [0, 0, 1, 0]],
    ["m1 >= 30", [1, 0, 0, 0]],
    ["m1 > 15 AND m2 > 15", [1, 0, 0, 0]],
    // A missing value counts as 0; a division by 0 drops the point.
    ["m1 - m2", [10, 20, -20, 0]],
    ["m2 / m1", [20 / 30, 0, null, null]],
    ["2 + 3 * m1 ^ 2", [2702, 1202, 2, 2]],
    ["-(m1 + 1)", [-31, -21, -1, -1]],
    ["m1 / 2 / 5", [3, 2, 0, 0]],
    ["-2 ^ 2", -4],
    ["2 ^ 3 ^ 2", 512],
    ["1 || 0 && 0", 1],
    ["1 + 1 == 2", 1],
  ])("%s", (expression, expected) => expect(values(expression)).toEqual(expected));

  it.each([
    ["SUM(SEARCH('many', 'Maximum'))", [3, 4, 5, null]],
    ["MAX(many)", [2, 4, 5, null]],
    // Of several series one that is missing counts as 0.
    ["AVG(many)", [1.5, 2, 2.5, null]],
    ["DATAPOINT_COUNT(many)", [2, 1, 1, null]],
    ["SUM(CEIL(many / 1000000))", [2, 1, 1, null]],
    ["SUM([TIME_SERIES(0), SUM(absent)])", [0, 0, 0, 0]],
    ["SUM([TIME_SERIES(0), DATAPOINT_COUNT(many)])", [2, 1, 1, 0]],
    ["m1 - MIN(m1) + MAX(m1)", [60, 50, 30, 30]],
    ["FILL(m2, 7)", [20, 7, 20, 7]],
    ["FILL(m2, REPEAT)", [20, 20, 20, 20]],
    [
      "FILL(many, REPEAT)",
      [
        [1, 1, 5, 5],
        [2, 4, 4, 4],
      ],
    ],
    ["FILL(none, 0)", [0, 0, 0, 0]],
    ["FILL(absent, 0)", []],
    [
      "SORT(many, MAX, DESC)",
      [
        [1, null, 5, null],
        [2, 4, null, null],
      ],
    ],
    ["SORT(many, MAX, ASC, 1)", [[2, 4, null, null]]],
    ["SLICE(SORT(many, MAX, DESC), 1)", [[2, 4, null, null]]],
    ["RUNNING_SUM(m1)", [30, 50, 50, 50]],
    // The silence alarm: no value while nothing runs.
    ["IF(m1 > 0, 100 * FILL(m2, 0) / m1)", [2000 / 30, 0, null, null]],
    ["IF(m1, 5, m2)", [5, 5, 20, null]],
    ["IF(m1, m2, 9)", [20, 0, 9, 9]],
  ])("%s", (expression, expected) => expect(values(expression)).toEqual(expected));

  it.each([
    ["RATE(m1)", "unknown function RATE"],
    ["m1 +", "a value was expected at 4, not the end"],
    ["m1 m2", "an operator or the end was expected at 2, not m2"],
    ["m3", "there is no m3"],
    ["SUM(many", ") was expected at 8, not the end"],
    ["m1 ; m2", "is not part of an expression"],
    ["SORT(many, MEDIAN, DESC)", "there is no MEDIAN"],
    [`${"(".repeat(200)}m1${")".repeat(200)}`, "nested deeper than 50"],
  ])("refuses %s", (expression, message) => expect(() => evaluateMath(expression, context)).toThrow(message));
});
