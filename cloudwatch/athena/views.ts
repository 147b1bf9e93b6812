/**
 * The views: `line`, every line of Outcrop's, and one for each kind of record with a column for each of its
 * keys. The copies of `inventory` lines are rows of `resolution` too.
 */
import {
  type Absent,
  bytesColumn,
  type Column,
  commonColumns,
  eventColumns,
  metricsTime,
  type RecordKind,
  recordColumns,
  recordKinds,
} from "./columns.ts";
import type { Dialect } from "./dialect.ts";
import { listedCopies } from "./listed-copies.ts";

export const viewNames = ["line", ...recordKinds] as const;

function extracted({ name, key, type, absent }: Column, dialect: Dialect): string {
  const text = dialect.jsonText("record", key);
  if (type === "timestamp") {
    const time = dialect.epochTime(dialect.jsonText("record", metricsTime.join(".")));
    return `COALESCE(${dialect.isoTime(text)}, ${time}) AS ${name}`;
  }
  const value = type === "varchar" ? text : `TRY_CAST(${text} AS ${type})`;
  return `${absent === undefined ? value : `COALESCE(${value}, ${meant(absent, dialect)})`} AS ${name}`;
}

function meant({ value, unless }: Absent, dialect: Dialect): string {
  const literal = typeof value === "string" ? `'${value}'` : String(value);
  if (unless === undefined) return literal;
  const [key, other] = unless;
  return `CASE WHEN ${dialect.jsonText("record", key)} = '${other}' THEN NULL ELSE ${literal} END`;
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
  const from = `FROM line\nWHERE outcrop = '${kind}'`;
  if (kind !== "resolution") return view(kind, [...inherited, ...own], from);
  // The line's bytes are not a copy's.
  const carried = inherited.filter((name) => name !== bytesColumn);
  const columns = [
    ...inherited.map((name) => (name === bytesColumn ? `CAST(NULL AS bigint) AS ${name}` : name)),
    ...recordColumns.resolution.map(({ name }) => name),
  ];
  const copies = `UNION ALL\nSELECT ${columns.join(", ")}\nFROM ${listedCopies(carried, dialect)}`;
  return view(kind, [...inherited, ...own], `${from}\n${copies}`);
}

/** The text of a view's definition: one statement. */
export function viewDefinition(name: (typeof viewNames)[number], dialect: Dialect): string {
  return name === "line" ? lineView(dialect) : recordView(name, dialect);
}
