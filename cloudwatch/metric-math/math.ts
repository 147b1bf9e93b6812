/**
 * Evaluates metric math over series:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 *
 * As documented: in arithmetic and comparison a series that has no value at a time counts as 0 there, and a
 * division by 0 drops the point; a function of one series gives a number and the same function of several
 * gives one series; SEARCH gives as many series as match.
 *
 * No library serves: only CloudWatch itself computes metric math, on metrics in an account.
 */

import { DashboardError } from "./dashboard-error.ts";
import { type Expression, type Operator, parseExpression } from "./expression.ts";
import type { MathContext } from "./math-context.ts";
import { mathFunctions } from "./math-functions.ts";
import { isSeries, mapSeries, type Value } from "./math-value.ts";
import type { Series } from "./series.ts";

/** @throws ExpressionError for invalid metric math. @throws DashboardError for an unknown function. */
export function evaluateMath(text: string, context: MathContext): Value {
  return evaluate(parseExpression(text), context);
}

const words: ReadonlySet<string> = new Set(["ASC", "DESC", "AVG", "MIN", "MAX", "SUM", "REPEAT", "LINEAR"]);

function evaluate(expression: Expression, context: MathContext): Value {
  switch (expression.kind) {
    case "number":
    case "text":
      return expression.value;
    case "name":
      return words.has(expression.name) ? expression.name : context.byId(expression.name);
    case "array":
      return expression.members.flatMap((member) => seriesIn(evaluate(member, context)));
    case "operation":
      return operate(
        expression.operator,
        evaluate(expression.left, context),
        evaluate(expression.right, context),
      );
    case "call": {
      const known = Object.hasOwn(mathFunctions, expression.name)
        ? mathFunctions[expression.name]
        : undefined;
      if (known === undefined) throw new DashboardError(`unknown function ${expression.name}`);
      return known(
        expression.parameters.map((parameter) => evaluate(parameter, context)),
        context,
      );
    }
  }
}

function seriesIn(value: Value): readonly Series[] {
  if (isSeries(value)) return [value];
  if (Array.isArray(value)) return value;
  throw new DashboardError("a list holds series and nothing else");
}

function operate(operator: Operator, left: Value, right: Value): Value {
  if (typeof left === "string" || typeof right === "string")
    throw new DashboardError(`${operator} takes no text`);
  if (typeof left === "number" && typeof right === "number") return compute(operator, left, right) ?? 0;
  if (Array.isArray(left)) {
    if (Array.isArray(right)) {
      if (left.length !== right.length)
        throw new DashboardError(`${operator} of ${left.length} and ${right.length} series`);
      return left.map(
        (series, at) => operate(operator, series, (right as readonly Series[])[at] as Series) as Series,
      );
    }
    return left.map((series) => operate(operator, series, right) as Series);
  }
  if (Array.isArray(right)) return right.map((series) => operate(operator, left, series) as Series);
  if (isSeries(left) && isSeries(right)) return operatePair(operator, left, right);
  if (isSeries(left)) return mapSeries(left, (value) => compute(operator, value, right as number));
  return mapSeries(right as Series, (value) => compute(operator, left as number, value));
}

function operatePair(operator: Operator, left: Series, right: Series): Series {
  const [a, b] = [left, right].map(
    ({ points }) => new Map(points.map(({ timestamp, value }) => [timestamp, value])),
  ) as [Map<number, number>, Map<number, number>];
  const times = [...new Set([...a.keys(), ...b.keys()])].sort((first, second) => first - second);
  const points = times.flatMap((timestamp) => {
    const value = compute(operator, a.get(timestamp) ?? 0, b.get(timestamp) ?? 0);
    return value === null ? [] : [{ timestamp, value }];
  });
  return { ...left, unit: null, points };
}

/** Null without a result. */
function compute(operator: Operator, left: number, right: number): number | null {
  const value = computed[operator](left, right);
  return Number.isFinite(Number(value)) ? Number(value) : null;
}

const computed: Readonly<Record<Operator, (left: number, right: number) => number | boolean>> = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  "/": (left, right) => left / right,
  "^": (left, right) => left ** right,
  "==": (left, right) => left === right,
  "!=": (left, right) => left !== right,
  "<": (left, right) => left < right,
  ">": (left, right) => left > right,
  "<=": (left, right) => left <= right,
  ">=": (left, right) => left >= right,
  AND: (left, right) => left !== 0 && right !== 0,
  OR: (left, right) => left !== 0 || right !== 0,
};
