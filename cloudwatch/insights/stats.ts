/**
 * `stats`: one row for each group, in the order in which the groups were first met (CloudWatch gives none).
 * Each expression is compiled with a slot for each aggregate; a group holds one aggregate for
 * each slot. Rows that lack a field they are grouped by are a group of their own. Without any row there is no
 * group.
 */
import { type Aggregate, aggregates } from "./aggregates.ts";
import { compile, type Evaluation, type Scope } from "./compile.ts";
import { Row } from "./row.ts";
import type { Call, Column, Expression } from "./syntax.ts";
import { keyOf, type Value } from "./value.ts";

/** More would not fit into a result, and a hostile log must not fill the memory. */
const mostGroups = 1_000_000;

interface Slot {
  readonly argument: Evaluation;
  readonly start: () => Aggregate;
}

interface Group {
  readonly keys: readonly Value[];
  readonly aggregates: readonly Aggregate[];
}

export interface Stats {
  readonly fields: readonly string[];
  readonly rows: (rows: Iterable<Row>) => Iterable<Row>;
}

export function planStats(
  columns: readonly Column[],
  by: readonly Column[],
  scope: Scope,
  offset: number,
): Stats {
  const slots: Slot[] = [];
  const slotted = columns.map(({ name, expression }) => ({
    name,
    expression: withSlots(expression, slots, scope),
  }));
  const slotNames = new Set(slots.map((_, index) => slotName(index)));
  const finished = slotted.map(({ name, expression }) => ({
    name,
    value: compile(expression, { ...scope, known: slotNames }),
  }));
  const keys = by.map(({ name, expression }) => ({ name, value: compile(expression, scope) }));
  return {
    fields: [...by, ...columns].map(({ name }) => name),
    *rows(rows) {
      const groups = new Map<string, Group>();
      for (const row of rows) {
        const values = keys.map(({ value }) => value(row));
        const key = keyOf(values);
        let group = groups.get(key);
        if (group === undefined) {
          if (groups.size >= mostGroups) throw scope.problem(`More than ${mostGroups} groups`, offset);
          group = { keys: values, aggregates: slots.map(({ start }) => start()) };
          groups.set(key, group);
        }
        const time = row.get("@timestamp");
        for (const [index, { argument }] of slots.entries())
          group.aggregates[index]?.add(argument(row), time);
      }
      for (const group of groups.values()) {
        const results = new Map(
          group.aggregates.map((aggregate, index) => [slotName(index), aggregate.result()]),
        );
        const inSlots = new Row((name) => results.get(name) ?? null);
        const values = new Map<string, Value>(finished.map(({ name, value }) => [name, value(inSlots)]));
        for (const [index, { name }] of keys.entries()) values.set(name, group.keys[index] ?? null);
        yield new Row((name) => values.get(name) ?? null);
      }
    },
  };
}

const slotName = (index: number): string => `#${index}`;

/** The expression with a slot for each aggregate; nothing else in it may name a field. */
function withSlots(expression: Expression, slots: Slot[], scope: Scope): Expression {
  switch (expression.kind) {
    case "call": {
      if (aggregates.has(expression.name)) return slotOf(expression, slots, scope);
      return { ...expression, text: "", args: expression.args.map((arg) => withSlots(arg, slots, scope)) };
    }
    case "unary":
      return { ...expression, operand: withSlots(expression.operand, slots, scope) };
    case "binary":
      return {
        ...expression,
        left: withSlots(expression.left, slots, scope),
        right: withSlots(expression.right, slots, scope),
      };
    case "field":
      throw scope.problem(
        `stats needs a function such as count or latest around ${expression.name}`,
        expression.offset,
      );
    case "literal":
    case "period":
      return expression;
    default:
      throw scope.problem("stats does not take this", expression.offset);
  }
}

function slotOf({ name, args, text, offset }: Call, slots: Slot[], scope: Scope): Expression {
  const known = aggregates.get(name);
  if (known === undefined) throw scope.problem(`The function of ${text} is not known here`, offset);
  const [least, most] = known.args;
  if (args.length < least || args.length > most)
    throw scope.problem(`${name} takes ${least === most ? least : `${least} to ${most}`} arguments`, offset);
  if (known.needsTime && scope.known !== null && !scope.known.has("@timestamp"))
    throw scope.problem(`${name} needs @timestamp, which is not there after stats`, offset);
  const percent = args[1];
  if (
    percent !== undefined &&
    !(
      percent.kind === "literal" &&
      typeof percent.value === "number" &&
      percent.value >= 0 &&
      percent.value <= 100
    )
  )
    throw scope.problem(`${name} takes a percentage from 0 to 100`, percent.offset);
  const argument = args[0] === undefined ? () => 1 : compile(args[0], scope);
  slots.push({ argument, start: () => known.start(percent?.kind === "literal" ? Number(percent.value) : 0) });
  const slot = slotName(slots.length - 1);
  return { kind: "field", name: slot, text: slot, offset };
}
