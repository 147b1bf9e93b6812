/** What a query asks of the lines: the fields it names, and the constants it compares them with. */
import { everyPart, expressionsOf } from "../../../../cloudwatch/insights/expression-parts.ts";
import { parseQuery } from "../../../../cloudwatch/insights/parse-query.ts";
import type { Command, Expression } from "../../../../cloudwatch/insights/syntax.ts";

export interface Comparison {
  readonly field: string;
  readonly values: readonly (string | number)[];
}

export interface QueryFields {
  /** Fields of the events: not those a command of the query has made. */
  readonly named: ReadonlySet<string>;
  /** Fields whose earliest or latest value is taken. */
  readonly newest: ReadonlySet<string>;
  /** Each `field = constant` and `field in [constants]`, wherever it is. */
  readonly compared: readonly Comparison[];
  /** Those that every event must meet: what a field index can use. */
  readonly required: readonly Comparison[];
  /** Those that every event must have. */
  readonly present: ReadonlySet<string>;
  /** The same of each query in the query. */
  readonly inner: readonly QueryFields[];
}

export const fieldsOf = (text: string): QueryFields => fieldsOfCommands(parseQuery(text));

function fieldsOfCommands(commands: readonly Command[]): QueryFields {
  const named = new Set<string>();
  const newest = new Set<string>();
  const compared: Comparison[] = [];
  const required: Comparison[] = [];
  const present = new Set<string>();
  const inner: QueryFields[] = [];
  const made = new Set<string>();
  /** Made, and never missing. */
  const certain = new Set<string>();
  const firstStats = commands.findIndex(({ command }) => command === "stats");
  for (const command of firstStats === -1 ? commands : commands.slice(0, firstStats + 1)) {
    for (const expression of expressionsOf(command).flatMap(everyPart)) {
      if (expression.kind === "field" && !made.has(expression.name)) named.add(expression.name);
      if (expression.kind === "subquery") inner.push(fieldsOfCommands(expression.commands));
      if (expression.kind === "call" && expression.name === "bin") named.add("@timestamp");
      if (expression.kind === "call" && (expression.name === "latest" || expression.name === "earliest"))
        for (const argument of expression.args)
          if (argument.kind === "field" && !certain.has(argument.name)) newest.add(argument.name);
      compared.push(...comparisonsOf(expression));
    }
    if (command.command === "filter") {
      const comparisons = conjuncts(command.condition).flatMap(comparisonsOf);
      required.push(...comparisons.filter(({ field }) => !made.has(field)));
      for (const name of conjuncts(command.condition).flatMap(presentIn)) present.add(name);
    }
    if (command.command === "fields")
      for (const { name, expression } of command.columns) {
        if (expression.kind !== "field") made.add(name);
        if (expression.kind === "call" && expression.name === "coalesce")
          if (expression.args.at(-1)?.kind === "literal") certain.add(name);
      }
    if (command.command === "unnest") made.add(command.into.name);
    if (command.command === "parse" || command.command === "glob")
      for (const name of command.names) made.add(name);
  }
  return { named, newest, compared, required, present, inner };
}

function conjuncts(expression: Expression): Expression[] {
  return expression.kind === "binary" && expression.operator === "and"
    ? [expression.left, expression.right].flatMap(conjuncts)
    : [expression];
}

function presentIn(expression: Expression): string[] {
  if (expression.kind !== "call" || expression.name !== "ispresent") return [];
  return expression.args.flatMap((argument) => (argument.kind === "field" ? [argument.name] : []));
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
