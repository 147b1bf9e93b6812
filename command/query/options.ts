/** The options of `outcrop query`. */
import { existsSync } from "node:fs";
import { questionSql } from "../../incident/query/ask.ts";
import { type Format, formats } from "../../incident/query/formats.ts";
import { QueryError } from "../../incident/query/query-error.ts";
import { helpOption, oneOf, parseOptions, UsageError } from "../shared/usage.ts";
import { questions } from "./questions.ts";

export const help = `Usage: outcrop query FILES… | - [--sql TEXT] [options]
       outcrop query FILES… | - --ask NAME [--set NAME=VALUE …] [options]
       outcrop query --db FILE [--sql TEXT | --ask NAME …] [options]

Opens Outcrop's records in exported logs as DuckDB tables: environment, inventory, init,
resolution, finding, invocation, failure and shutdown. The table line contains all of
these, and log_event every log event. Each loaded copy is a row of resolution. docs/athena.md
describes the columns. The columns file and line show where a row comes from.

  --sql TEXT          the SQL query. Without a query, the tables are listed
  --ask NAME          run a saved query
  --set NAME=VALUE    a parameter of the saved query; repeat for more
  --questions         list the saved queries
  --format NAME       table (default), json or csv
  --db FILE           keep the tables in a new file, or query tables that were kept
  --help              show this text

A query can read the tables only. It cannot read files, use the network, change settings
or write data. The package @duckdb/node-api is required.
Press Ctrl-C once to stop reading and query what was read, twice to quit.

Examples:
  outcrop query logs/ --sql "SELECT code, package, count(*) FROM finding GROUP BY ALL ORDER BY 3 DESC"
  outcrop query logs/ --ask who-loads --set package=zod --format csv
  outcrop query logs/ --db incident.duckdb
  outcrop query --db incident.duckdb --ask loaded-now

Exit codes: 0 success, 2 wrong usage, 3 nothing could be read or the query failed.
`;

export const options = {
  sql: { type: "string" },
  ask: { type: "string" },
  set: { type: "string", multiple: true, default: [] as string[] },
  questions: { type: "boolean", default: false },
  format: { type: "string", default: "table" },
  db: { type: "string" },
  help: helpOption,
} as const;

const formatNames = Object.keys(formats) as Format[];

export const choices = { format: formatNames };

export interface QueryRequest {
  readonly paths: readonly string[];
  /** Null to list the tables. */
  readonly sql: string | null;
  readonly format: Format;
  /** The file in which to keep the new tables. Null for a temporary file. */
  readonly keep: string | null;
  /** A file of tables that an earlier run kept. */
  readonly kept: string | null;
  /**
   * Events need as much space as the logs. They are loaded only if this query or a later one may use them.
   */
  readonly events: boolean;
}

/** @throws UsageError */
export function queryRequest(parameters: readonly string[]): QueryRequest | "questions" {
  const { values, positionals: paths } = parseOptions({
    args: [...parameters],
    options,
    allowPositionals: true,
  });
  if (values.questions) return "questions";
  const format = oneOf("format", values.format, formatNames);
  const sql = sqlOf(values);
  const db = values.db ?? null;
  checkPlaces(paths, db);
  const made = paths.length > 0;
  const events = sql === null || db !== null || /log_event/i.test(sql);
  return { paths, sql, format, keep: made ? db : null, kept: made ? null : db, events };
}

interface QueryValues {
  readonly sql?: string | undefined;
  readonly ask?: string | undefined;
  readonly set: readonly string[];
}

function sqlOf({ sql, ask, set }: QueryValues): string | null {
  if (sql !== undefined && ask !== undefined) throw new UsageError("pass --sql or --ask, not both");
  if (ask === undefined && set.length > 0) throw new UsageError("--set needs --ask");
  if (ask === undefined) return sql ?? null;
  try {
    return questionSql(questions, ask, set);
  } catch (error) {
    throw error instanceof QueryError ? new UsageError(`--ask: ${error.message}`) : error;
  }
}

function checkPlaces(paths: readonly string[], db: string | null): void {
  if (db === "") throw new UsageError("--db needs the name of a file");
  if (paths.length === 0) {
    if (db === null) throw new UsageError("query needs files or folders of logs, or - for stdin");
    if (!existsSync(db)) throw new UsageError(`--db: ${db} does not exist. Pass logs to create it`);
    return;
  }
  const missing = paths.find((path) => path !== "-" && !existsSync(path));
  if (missing !== undefined) throw new UsageError(`${missing} does not exist`);
  if (db !== null && existsSync(db))
    throw new UsageError(`--db: ${db} already exists. Leave out the logs to query it, or name another file`);
}
