/** What an expression and a command are made of, for whoever looks for something in a query. */
import type { Command, Expression } from "./syntax.ts";

/** The expression and everything in it; not what is in a query in it. */
export function everyPart(expression: Expression): Expression[] {
  return [expression, ...partsOf(expression).flatMap(everyPart)];
}

function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "call":
      return expression.args;
    case "unary":
    case "like":
    case "subquery":
      return [expression.operand];
    case "binary":
      return [expression.left, expression.right];
    case "in":
      return [expression.operand, ...expression.members];
    default:
      return [];
  }
}

export function expressionsOf(command: Command): readonly Expression[] {
  switch (command.command) {
    case "fields":
      return command.columns.map(({ expression }) => expression);
    case "display":
    case "dedup":
      return command.fields;
    case "filter":
      return [command.condition];
    case "parse":
    case "unnest":
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
