/**
 * The views: `line`, every line of Outcrop's, and one for each kind of record with a column for each of its
 * keys.
 */
import {
  bytesColumn,
  type Column,
  commonColumns,
  eventColumns,
  type RecordKind,
  recordColumns,
  recordKinds,
} from "./columns.ts";
import type { Dialect } from "./dialect.ts";

export const viewNames = ["line", ...recordKinds] as const;

function extracted({ name, key, type }: Column, dialect: Dialect): string {
  const text = dialect.jsonText("record", key);
  if (type === "timestamp") return `${dialect.isoTime(text)} AS ${name}`;
  return `${type === "varchar" ? text : `TRY_CAST(${text} AS ${type})`} AS ${name}`;
}

function view(name: string, columns: readonly string[], from: string): string {
  const list = columns.map((column) => `  ${column}`).join(",\n");
  return `CREATE OR REPLACE VIEW ${name} AS\nSELECT\n${list}\n${from}\n`;
}

/**
 * What looks like Outcrop's is parsed, and what then names a kind of record is. `record` is the line's JSON.
 */
function lineView(dialect: Dialect): string {
  const kinds = [...recordKinds, "diagnostic"].map((kind) => `'${kind}'`).join(", ");
  const platform = Object.keys(eventColumns);
  const inner = [
    ...platform,
    `${dialect.bytes("text")} AS ${bytesColumn}`,
    `${dialect.json("text")} AS record`,
  ];
  const outer = [
    ...platform,
    bytesColumn,
    ...commonColumns.map((column) => extracted(column, dialect)),
    "record",
  ];
  return view(
    "line",
    outer,
    [
      "FROM (",
      `  SELECT ${inner.join(", ")}`,
      "  FROM log_event",
      `  WHERE strpos(text, '"outcrop":"') > 0`,
      ") AS candidates",
      `WHERE ${dialect.jsonText("record", "outcrop")} IN (${kinds})`,
    ].join("\n"),
  );
}

function recordView(kind: RecordKind, dialect: Dialect): string {
  const inherited = [...Object.keys(eventColumns), bytesColumn, ...commonColumns.map(({ name }) => name)];
  const own = recordColumns[kind].map((column) => extracted(column, dialect));
  return view(kind, [...inherited, ...own], `FROM line\nWHERE outcrop = '${kind}'`);
}

/** The text of a view's definition: one statement. */
export function viewDefinition(name: (typeof viewNames)[number], dialect: Dialect): string {
  return name === "line" ? lineView(dialect) : recordView(name, dialect);
}
