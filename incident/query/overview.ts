/**
 * The default query: the tables, the number of rows in each, their first and last time, and the columns that
 * are not in `line`.
 */
import { eventTable, lineTable, type Table, type Tables } from "./tables.ts";

export function overviewSql({ all, shared }: Tables): string {
  return all.map((table) => overviewOf(table, shared)).join("\nUNION ALL ");
}

function overviewOf({ name, columns }: Table, shared: ReadonlySet<string>): string {
  const whole = name === lineTable || name === eventTable;
  const time = name === eventTable ? "event_time" : "timestamp";
  const shown = columns.map((column) => column.name).filter((column) => whole || !shared.has(column));
  const selected = [
    `'${name}' AS name`,
    "count(*) AS rows",
    `min("${time}") AS first`,
    `max("${time}") AS last`,
    `'${shown.join(" ")}' AS columns`,
  ];
  return `SELECT ${selected.join(", ")} FROM "${name}"`;
}
