/**
 * DuckDB instead of Athena: the tables are read as their definitions say, the views are of either dialect,
 * the questions are the files.
 */
import { readFileSync } from "node:fs";
import { DuckDBInstance } from "@duckdb/node-api";
import { type Dialect, duckdb } from "../../../cloudwatch/athena/dialect.ts";
import { asked, type Parameter } from "../../../cloudwatch/athena/questions.ts";
import { logEventView, type SourceName, tableOf } from "../../../cloudwatch/athena/sources.ts";
import { viewDefinition, viewNames } from "../../../cloudwatch/athena/views.ts";
import { inDuckDbSpelling, trinoFunctions } from "./trino-functions.ts";

export const sqlFolder = "cloudwatch/athena";

/** A row with plain values: times as ISO 8601, counts as numbers. */
export type Row = Readonly<Record<string, string | number | boolean | null>>;

export interface Engine {
  rows(sql: string): Promise<Row[]>;
  ask(question: string, values: Readonly<Partial<Record<Parameter, string>>>): Promise<Row[]>;
  close(): void;
}

export interface TableDefinition {
  readonly name: string;
  readonly columns: readonly string[];
  readonly regex: string;
  readonly properties: Readonly<Record<string, string>>;
}

export function tableDefinition(source: SourceName): TableDefinition {
  const ddl = readFileSync(`${sqlFolder}/sources/${source}.table.sql`, "utf8");
  const [, name, columns] = /^CREATE EXTERNAL TABLE IF NOT EXISTS (\w+) \(\n([^)]*)\)/.exec(
    ddl,
  ) as unknown as [string, string, string];
  const [head, tail] = ddl.split("TBLPROPERTIES") as [string, string];
  const [, regex] = /'input\.regex' = '(.*)'\n/.exec(head) as unknown as [string, string];
  return {
    name,
    columns: columns.split(",").map((column) => column.trim().replace(/ string$/, "")),
    regex,
    properties: Object.fromEntries(
      [...tail.matchAll(/'([\w.]+)' = '([^']*)'/g)].map(([, key, value]) => [key, value]),
    ),
  };
}

/**
 * As RegexSerDe reads: a line that does not match is a row of nulls. The day is where the location's template
 * has it.
 */
function tableStatement(source: SourceName, bucket: string): string {
  const { name, columns, regex, properties } = tableDefinition(source);
  const [before, after] = (properties["storage.location.template"] as string)
    .replace("s3://BUCKET", bucket)
    .split("$" + "{day}");
  const column = (name: string, group: number) =>
    `CASE WHEN regexp_full_match(line, '${regex}') THEN regexp_extract(line, '${regex}', ${group}) END ` +
    `AS ${name}`;
  return `CREATE VIEW ${name} AS
    SELECT ${columns.map((name, index) => column(name, index + 1)).join(", ")},
      regexp_extract(filename, '${before}([0-9]{4}/[0-9]{2}/[0-9]{2})${after}', 1) AS day, filename
    FROM read_csv('${before}**', columns = {'line': 'VARCHAR'}, delim = '\\x02',
      quote = '', escape = '', header = false,
      auto_detect = false, filename = true, max_line_size = 10000000, strict_mode = false)`;
}

function plain(value: unknown): string | number | boolean | null {
  if (typeof value === "bigint") return Number(value);
  return value instanceof Date ? value.toISOString() : (value as string | number | boolean | null);
}

export async function openEngine(
  source: SourceName,
  bucket: string,
  dialect: Dialect = duckdb,
): Promise<Engine> {
  const instance = await DuckDBInstance.create(":memory:", {
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  const connection = await instance.connect();
  const rows = async (sql: string): Promise<Row[]> => {
    const reader = await connection.runAndReadAll(sql);
    return reader
      .getRowObjectsJS()
      .map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)])));
  };
  await rows(tableStatement(source, bucket));
  if (tableDefinition(source).name !== tableOf(source)) throw new Error(`${source} has another table's name`);
  if (dialect !== duckdb) for (const macro of trinoFunctions) await rows(macro);
  const views = [logEventView(source, dialect), ...viewNames.map((name) => viewDefinition(name, dialect))];
  for (const view of views) await rows(dialect === duckdb ? view : inDuckDbSpelling(view));
  return {
    rows,
    ask: (question, values) =>
      rows(asked(readFileSync(`${sqlFolder}/questions/${question}.sql`, "utf8"), values)),
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
