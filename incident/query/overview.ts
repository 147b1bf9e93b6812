/** What is asked where nothing is: the tables, how many rows each has and from when, and what columns it has beside those of `line`. */
import { commonColumns, eventColumns } from "../../cloudwatch/athena/columns.ts";
import { tables } from "./tables.ts";

/** What `line` has, every other table but log_event has too. */
const shared: ReadonlySet<string> = new Set([
  ...Object.keys(eventColumns),
  ...commonColumns.map(({ name }) => name),
  "bytes",
  "file",
  "line",
]);

function overviewOf({ name, columns }: (typeof tables)[number]): string {
  const whole = name === "line" || name === "log_event";
  const time = name === "log_event" ? "event_time" : "timestamp";
  const shown = columns.map((column) => column.name).filter((column) => whole || !shared.has(column));
  return `SELECT '${name}' AS name, count(*) AS rows, min("${time}") AS first, max("${time}") AS last, '${shown.join(" ")}' AS columns FROM "${name}"`;
}

export const overviewSql = tables.map(overviewOf).join("\nUNION ALL ");
