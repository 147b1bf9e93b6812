/**
 * Runs a query of CloudWatch Logs Insights' own language (Logs Insights QL) over log events, as far as the saved queries and the dashboard use it:
 * SOURCE, fields, display, filter, parse (glob and regular expression), stats, sort, dedup, limit. Each file of this folder names the page its
 * part of the semantics is from, and where it differs.
 */
import type { LogEvent } from "../read/log-event.ts";
import { InsightsError } from "./error.ts";
import { EventFields } from "./event-fields.ts";
import { parseQuery } from "./parse-query.ts";
import { planQuery } from "./plan.ts";
import { Row } from "./row.ts";
import { sourceOf } from "./source.ts";
import type { Table } from "./table.ts";
import { asCell } from "./value.ts";

export type { LogEvent } from "../read/log-event.ts";
export { InsightsError } from "./error.ts";
export type { Cell, Table } from "./table.ts";

/** @throws InsightsError for a text that is no query, or uses what is not known here. */
export function evaluate(text: string, events: Iterable<LogEvent>): Table {
  const commands = parseQuery(text);
  const { steps, fields } = planQuery(commands, (message, offset) => new InsightsError(message, text, offset));
  let rows = rowsOf(events, sourceOf(commands));
  for (const step of steps) rows = step(rows);
  return { fields: [...fields], rows: Array.from(rows, (row) => fields.map((field) => asCell(row.get(field)))) };
}

function* rowsOf(events: Iterable<LogEvent>, taken: (event: LogEvent) => boolean): Iterable<Row> {
  for (const event of events) if (taken(event)) yield new Row(new EventFields(event).get);
}
