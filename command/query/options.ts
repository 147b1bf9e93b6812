/** What `outcrop query` is asked for. */
import { existsSync } from "node:fs";
import { questionSql } from "../../incident/query/ask.ts";
import { type Format, formats } from "../../incident/query/formats.ts";
import { QueryError } from "../../incident/query/query-error.ts";
import { oneOf, parseOptions, UsageError } from "../shared/usage.ts";
import { questions } from "./questions.ts";

export const help = `Usage: outcrop query FILES… | - [--sql TEXT | --ask NAME [--set NAME=VALUE …]] [options]
       outcrop query --db FILE [--sql TEXT | --ask NAME …] [options]

Opens what Outcrop recorded in exported logs as tables of DuckDB: environment, resolution,
finding, invocation, failure and shutdown, line for all of these, and log_event for
everything that was logged. The columns are those of docs/athena.md, with file and line
for where a row was read.

  --sql TEXT          the question in SQL; without one the tables are listed
  --ask NAME          a saved question; --set NAME=VALUE for what it needs, repeat for more
  --questions         list the saved questions
  --format NAME       table (default), json or csv
  --db FILE           keep the tables in a new file, to be asked again without the logs
  --help              this text

SQL sees the tables and nothing else: no file, no network, no setting, and it changes nothing.
The first Ctrl-C ends reading and asks what was read so far, the second ends all.
It needs the package @duckdb/node-api.

Examples:
  outcrop query logs/ --sql "SELECT code, package, count(*) FROM finding GROUP BY ALL ORDER BY 3 DESC"
  outcrop query logs/ --ask who-loads --set package=zod --format csv
  outcrop query logs/ --db incident.duckdb
  outcrop query --db incident.duckdb --ask loaded-now

Exit codes: 0 answered, 2 called wrongly, 3 no answer: nothing could be read, or DuckDB refuses.
`;

export const options = {
  sql: { type: "string" },
  ask: { type: "string" },
  set: { type: "string", multiple: true, default: [] as string[] },
  questions: { type: "boolean", default: false },
  format: { type: "string", default: "table" },
  db: { type: "string" },
  help: { type: "boolean", short: "h", default: false },
} as const;

const formatNames = Object.keys(formats) as Format[];

export const choices = { format: formatNames };

export interface QueryRequest {
  readonly paths: readonly string[];
  /** Null for the list of tables. */
  readonly sql: string | null;
  readonly format: Format;
  /**
   * Where the tables are kept that are made now, and where those are that were kept; null for a file that
   * goes away.
   */
  readonly keep: string | null;
  readonly kept: string | null;
  /**
   * Every event takes as much room as the logs themselves: they are loaded where they are asked for, or may
   * be later.
   */
  readonly events: boolean;
}

/** @throws UsageError */
export function queryRequest(parameters: readonly string[]): QueryRequest | "help" | "questions" {
  const { values, positionals: paths } = parseOptions({
    args: [...parameters],
    options,
    allowPositionals: true,
  });
  if (values.help) return "help";
  if (values.questions) return "questions";
  const format = oneOf("format", values.format, formatNames);
  const sql = sqlOf(values);
  const db = values.db ?? null;
  checkPlaces(paths, db);
  const made = paths.length > 0;
  const events = sql === null || db !== null || /log_event/i.test(sql);
  return { paths, sql, format, keep: made ? db : null, kept: made ? null : db, events };
}

interface Asked {
  readonly sql?: string | undefined;
  readonly ask?: string | undefined;
  readonly set: readonly string[];
}

function sqlOf({ sql, ask, set }: Asked): string | null {
  if (sql !== undefined && ask !== undefined) throw new UsageError("--sql or --ask, not both");
  if (ask === undefined && set.length > 0) throw new UsageError("--set goes with --ask");
  if (ask === undefined) return sql ?? null;
  try {
    return questionSql(questions, ask, set);
  } catch (error) {
    throw error instanceof QueryError ? new UsageError(`--ask: ${error.message}`) : error;
  }
}

function checkPlaces(paths: readonly string[], db: string | null): void {
  if (db === "") throw new UsageError("--db: the name of a file");
  if (paths.length === 0) {
    if (db === null)
      throw new UsageError(
        "files or folders of logs are missing, or - for stdin; outcrop query --help has examples",
      );
    if (!existsSync(db)) throw new UsageError(`--db: no file ${db}; name the logs to make it of`);
    return;
  }
  const missing = paths.find((path) => path !== "-" && !existsSync(path));
  if (missing !== undefined) throw new UsageError(`no file or folder ${missing}`);
  if (db !== null && existsSync(db))
    throw new UsageError(`--db: ${db} is there already; leave out the logs to ask it, or name another file`);
}
