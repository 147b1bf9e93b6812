/** An expression as a function of a row. An unknown name is an error here, before the first row is read. */
import type { InsightsError } from "./error.ts";
import { finite, rowFunctions } from "./functions.ts";
import { periodMs } from "./period.ts";
import type { Row } from "./row.ts";
import {
  type Binary,
  type BinaryOperator,
  type Call,
  columnName,
  type Expression,
  type Match,
  type Period,
  type Subquery,
} from "./syntax.ts";
import { asNumber, asText, compare, isTrue, Timestamp, type Value } from "./value.ts";

export interface Scope {
  /** The fields there are; null before the first `stats`, where every field may be there. */
  readonly known: ReadonlySet<string> | null;
  readonly problem: (message: string, offset: number) => InsightsError;
  /** The values a query in the query has answered. */
  readonly answers: (subquery: Subquery) => ReadonlySet<string>;
}

export type Evaluation = (row: Row) => Value;

export function compile(expression: Expression, scope: Scope): Evaluation {
  // After `stats`, a column without an alias is named by its own text.
  const name = columnName(expression.text);
  if (scope.known?.has(name)) return (row) => row.get(name);
  switch (expression.kind) {
    case "field":
      return field(expression.name, expression.offset, scope);
    case "literal": {
      const { value } = expression;
      return () => value;
    }
    case "period":
      throw scope.problem(
        `${expression.text} is a period, which only bin, datefloor and dateceil take`,
        expression.offset,
      );
    case "call":
      return call(expression, scope);
    case "unary": {
      const operand = compile(expression.operand, scope);
      return expression.operator === "not"
        ? (row) => (isTrue(operand(row)) ? 0 : 1)
        : (row) => calculate("-", 0, operand(row));
    }
    case "binary":
      return binary(expression, scope);
    case "in": {
      const operand = compile(expression.operand, scope);
      const members = expression.members.map((member) => compile(member, scope));
      return (row) => {
        const value = operand(row);
        return members.some((member) => compare(value, member(row)) === 0) ? 1 : 0;
      };
    }
    case "subquery": {
      const operand = compile(expression.operand, scope);
      const answered = scope.answers(expression);
      return (row) => {
        const value = asText(operand(row));
        return value !== null && answered.has(value) ? 1 : 0;
      };
    }
    case "like":
      return like(expression, scope);
  }
}

function field(name: string, offset: number, { known, problem }: Scope): Evaluation {
  if (known !== null && !known.has(name)) throw problem(`${name} is not there after stats`, offset);
  return (row) => row.get(name);
}

function like({ operand, pattern }: Match, scope: Scope): Evaluation {
  const value = compile(operand, scope);
  return (row) => {
    const text = asText(value(row));
    if (text === null) return 0;
    return (typeof pattern === "string" ? text.includes(pattern) : pattern.test(text)) ? 1 : 0;
  };
}

function binary({ operator, left, right }: Binary, scope: Scope): Evaluation {
  const [a, b] = [compile(left, scope), compile(right, scope)];
  switch (operator) {
    case "and":
      return (row) => (isTrue(a(row)) && isTrue(b(row)) ? 1 : 0);
    case "or":
      return (row) => (isTrue(a(row)) || isTrue(b(row)) ? 1 : 0);
    case "=":
      return (row) => (compare(a(row), b(row)) === 0 ? 1 : 0);
    case "!=":
      return (row) => (compare(a(row), b(row)) === 0 ? 0 : 1);
    case "<":
    case "<=":
    case ">":
    case ">=":
      return (row) => (holds(operator, compare(a(row), b(row))) ? 1 : 0);
    default:
      return (row) => calculate(operator, a(row), b(row));
  }
}

function holds(operator: "<" | "<=" | ">" | ">=", order: number | null): boolean {
  if (order === null) return false;
  if (operator === "<") return order < 0;
  if (operator === "<=") return order <= 0;
  return operator === ">" ? order > 0 : order >= 0;
}

/** Missing if an operand or the result is not a number. */
function calculate(operator: BinaryOperator, left: Value, right: Value): number | null {
  const [a, b] = [asNumber(left), asNumber(right)];
  if (a === null || b === null) return null;
  switch (operator) {
    case "+":
      return finite(a + b);
    case "-":
      return finite(a - b);
    case "*":
      return finite(a * b);
    case "/":
      return finite(a / b);
    case "%":
      return finite(a % b);
    default:
      return finite(a ** b);
  }
}

function call({ name, args, offset, text }: Call, scope: Scope): Evaluation {
  if (name === "bin" || name === "datefloor" || name === "dateceil") {
    const period = args.at(-1);
    if (period?.kind !== "period" || args.length !== (name === "bin" ? 1 : 2))
      throw scope.problem(
        `${name} takes ${name === "bin" ? "a period" : "a time and a period"}, such as 5m`,
        offset,
      );
    const time = name === "bin" ? field("@timestamp", offset, scope) : compile(args[0] as Expression, scope);
    return rounded(time, period, name === "dateceil" ? Math.ceil : Math.floor, scope);
  }
  const known = rowFunctions.get(name);
  if (known === undefined) throw scope.problem(`The function of ${text} is not known here`, offset);
  const { least, most } = known;
  if (args.length < least || args.length > most)
    throw scope.problem(`${name} takes ${least === most ? least : `${least} to ${most}`} arguments`, offset);
  const values = args.map((arg) => compile(arg, scope));
  return (row) => known.of(values.map((value) => value(row)));
}

/** Periods are counted from the epoch. */
function rounded(
  time: Evaluation,
  period: Period,
  round: (value: number) => number,
  scope: Scope,
): Evaluation {
  const ms = periodMs(period);
  if (ms === null) throw scope.problem(`The period ${period.text} is not known here`, period.offset);
  return (row) => {
    const value = time(row);
    return value instanceof Timestamp ? new Timestamp(round(value.ms / ms) * ms) : null;
  };
}
