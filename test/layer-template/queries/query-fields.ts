/** What a query asks of the lines: the fields it names, and the constants it compares them with. */
import { parseQuery } from "../../../incident/insights/parse-query.ts";
import type { Command, Expression } from "../../../incident/insights/syntax.ts";

export interface Comparison {
  readonly field: string;
  readonly values: readonly (string | number)[];
}

export interface QueryFields {
  /** Fields of the events: not those a command of the query has made. */
  readonly named: ReadonlySet<string>;
  /** Fields whose earliest or latest value is taken. */
  readonly newest: ReadonlySet<string>;
  /** Each `field = constant` and `field in [constants]`, wherever it stands. */
  readonly compared: readonly Comparison[];
  /** Those that every event must meet: what a field index can use. */
  readonly required: readonly Comparison[];
}

export function fieldsOf(text: string): QueryFields {
  const named = new Set<string>();
  const newest = new Set<string>();
  const compared: Comparison[] = [];
  const required: Comparison[] = [];
  const made = new Set<string>();
  const commands = parseQuery(text);
  const firstStats = commands.findIndex(({ command }) => command === "stats");
  for (const command of firstStats === -1 ? commands : commands.slice(0, firstStats + 1)) {
    for (const expression of expressionsOf(command).flatMap(everyPart)) {
      if (expression.kind === "field" && !made.has(expression.name)) named.add(expression.name);
      if (expression.kind === "call" && expression.name === "bin") named.add("@timestamp");
      if (expression.kind === "call" && (expression.name === "latest" || expression.name === "earliest"))
        for (const argument of expression.args) if (argument.kind === "field") newest.add(argument.name);
      compared.push(...comparisonsOf(expression));
    }
    if (command.command === "filter") required.push(...conjuncts(command.condition).flatMap(comparisonsOf));
    if (command.command === "fields") for (const { name, expression } of command.columns) if (expression.kind !== "field") made.add(name);
    if (command.command === "parse" || command.command === "glob") for (const name of command.names) made.add(name);
  }
  return { named, newest, compared, required };
}

function expressionsOf(command: Command): readonly Expression[] {
  switch (command.command) {
    case "fields":
      return command.columns.map(({ expression }) => expression);
    case "display":
    case "dedup":
      return command.fields;
    case "filter":
      return [command.condition];
    case "parse":
    case "glob":
      return [command.of];
    case "stats":
      return [...command.columns, ...command.by].map(({ expression }) => expression);
    case "sort":
      return command.keys.map(({ expression }) => expression);
    default:
      return [];
  }
}

function everyPart(expression: Expression): Expression[] {
  return [expression, ...partsOf(expression).flatMap(everyPart)];
}

function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "call":
      return expression.args;
    case "unary":
    case "like":
      return [expression.operand];
    case "binary":
      return [expression.left, expression.right];
    case "in":
      return [expression.operand, ...expression.members];
    default:
      return [];
  }
}

function conjuncts(expression: Expression): Expression[] {
  return expression.kind === "binary" && expression.operator === "and"
    ? [expression.left, expression.right].flatMap(conjuncts)
    : [expression];
}

function comparisonsOf(expression: Expression): Comparison[] {
  const constants = (list: readonly Expression[]): (string | number)[] =>
    list.flatMap((one) => (one.kind === "literal" ? [one.value] : []));
  if (expression.kind === "in" && expression.operand.kind === "field")
    return [{ field: expression.operand.name, values: constants(expression.members) }];
  const equal = expression.kind === "binary" && expression.operator === "=";
  if (!equal || expression.left.kind !== "field" || expression.right.kind !== "literal") return [];
  return [{ field: expression.left.name, values: [expression.right.value] }];
}
