/**
 * Runs a query of CloudWatch Logs Insights' own language (Logs Insights QL) over log events, as far as the
 * saved queries and the dashboard use it: SOURCE, fields, display, filter (with a query in it), parse (glob
 * and regular expression), unnest, stats, sort, dedup, limit. Each file of this folder names the page its part
 * of the semantics is from, and where it differs.
 *
 * No library serves: only CloudWatch itself runs this language, on logs in an account.
 */
import type { LogEvent } from "../../core/telemetry/log-event.ts";
import { InsightsError } from "./error.ts";
import { EventFields } from "./event-fields.ts";
import { everyPart, expressionsOf } from "./expression-parts.ts";
import { parseQuery } from "./parse-query.ts";
import { planQuery } from "./plan.ts";
import { Row } from "./row.ts";
import { sourceOf } from "./source.ts";
import type { Command, Subquery } from "./syntax.ts";
import type { Table } from "./table.ts";
import { asCell } from "./value.ts";

export type { LogEvent } from "../../core/telemetry/log-event.ts";
export { InsightsError } from "./error.ts";
export type { Cell, Table } from "./table.ts";

/**
 * The events are read once; held in memory only where the query holds another one.
 * @throws InsightsError for a text that is not a query, or that uses an unknown feature.
 */
export function evaluate(text: string, events: Iterable<LogEvent>): Table {
  const commands = parseQuery(text);
  const problem = (message: string, offset: number): InsightsError =>
    new InsightsError(message, text, offset);
  const again = holdsAnother(commands) ? Array.from(events) : events;
  return answer(commands, again, problem);
}

const holdsAnother = (commands: readonly Command[]): boolean =>
  commands.some((command) =>
    expressionsOf(command).some((expression) =>
      everyPart(expression).some(({ kind }) => kind === "subquery"),
    ),
  );

type Problem = (message: string, offset: number) => InsightsError;

function answer(commands: readonly Command[], events: Iterable<LogEvent>, problem: Problem): Table {
  const { steps, fields } = planQuery(commands, {
    problem,
    answers: (subquery) => valuesOf(subquery, events, problem),
  });
  let rows = rowsOf(events, sourceOf(commands));
  for (const step of steps) rows = step(rows);
  return {
    fields: [...fields],
    rows: Array.from(rows, (row) => fields.map((field) => asCell(row.get(field)))),
  };
}

/**
 * docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Subqueries.html: it runs first, and must
 * answer the field that is compared.
 */
function valuesOf(
  { commands, operand, offset }: Subquery,
  events: Iterable<LogEvent>,
  problem: Problem,
): ReadonlySet<string> {
  const { fields, rows } = answer(commands, events, problem);
  const column = fields.indexOf(operand.name);
  if (column === -1) throw problem(`This query answers no ${operand.name}`, offset);
  return new Set(rows.flatMap((row) => row[column] ?? []).map(String));
}

function* rowsOf(events: Iterable<LogEvent>, taken: (event: LogEvent) => boolean): Iterable<Row> {
  for (const event of events) if (taken(event)) yield new Row(new EventFields(event).get);
}
