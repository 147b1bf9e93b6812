/**
 * What a statement answers: its columns and, as they come, its rows in values that every format can write.
 */
import type { DuckDBType, Json } from "@duckdb/node-api";
import { type Database, type DuckDb, firstLine } from "./database.ts";
import { QueryError } from "./query-error.ts";

/**
 * Numbers stay numbers where a number holds them exactly; times are ISO 8601 in UTC; lists and structures are
 * JSON.
 */
export type Value = Json;

export interface Answer {
  /** No two alike. */
  readonly columns: readonly string[];
  readonly rows: AsyncIterable<readonly (readonly Value[])[]>;
}

/** Where it may write no file, DuckDB ends the process (1.5). */
const endsTheProcess = /enable_logging/i;

/** Several statements run one after the other; the last is answered. @throws QueryError in DuckDB's words */
export async function answerTo(
  duckDb: typeof DuckDb,
  { connection }: Database,
  sql: string,
): Promise<Answer> {
  if (endsTheProcess.test(sql))
    throw new QueryError("enable_logging is not available, because a query cannot write files");
  try {
    const { count } = await connection.extractStatements(sql);
    if (count === 0)
      throw new QueryError(
        "the query does not contain a statement; use SQL such as SELECT code FROM finding",
      );
    const result = await connection.stream(sql);
    const converters = result.columnTypes().map((type) => converterOf(duckDb, type));
    return { columns: result.deduplicatedColumnNames(), rows: rows() };

    async function* rows(): AsyncGenerator<readonly (readonly Value[])[]> {
      try {
        for await (const chunk of result.yieldRowsJson()) {
          yield chunk.map((row) => row.map((value, column) => converters[column]?.(value) ?? null));
        }
      } catch (error) {
        throw refusal(error);
      }
    }
  } catch (error) {
    throw refusal(error);
  }
}

/** The whole message: the lines below the first show where the mistake is. */
function refusal(error: unknown): QueryError {
  if (error instanceof QueryError) return error;
  // The bindings' error for a text without a statement.
  if (/^Error in native callback/.test(firstLine(error)))
    return new QueryError("the query does not contain a statement; use SQL such as SELECT code FROM finding");
  if (/INTERRUPT/i.test(firstLine(error))) return new QueryError("the query was interrupted");
  return new QueryError(error instanceof Error ? error.message.trim() : String(error));
}

function converterOf({ DuckDBTypeId }: typeof DuckDb, { typeId }: DuckDBType): (value: Value) => Value {
  switch (typeId) {
    case DuckDBTypeId.BIGINT:
    case DuckDBTypeId.UBIGINT:
    case DuckDBTypeId.HUGEINT:
    case DuckDBTypeId.UHUGEINT:
    case DuckDBTypeId.DECIMAL:
      return exactNumber;
    case DuckDBTypeId.TIMESTAMP:
    case DuckDBTypeId.TIMESTAMP_S:
    case DuckDBTypeId.TIMESTAMP_MS:
    case DuckDBTypeId.TIMESTAMP_NS:
    case DuckDBTypeId.TIMESTAMP_TZ:
      return isoTime;
    default:
      return (value) => value;
  }
}

function exactNumber(value: Value): Value {
  return typeof value === "string" && value.replace(/\D/g, "").length <= 15 ? Number(value) : value;
}

function isoTime(value: Value): Value {
  const [, day, time, fraction = ""] =
    (typeof value === "string" && /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(\.\d+)?(?:\+00)?$/.exec(value)) || [];
  if (day === undefined) return value;
  const digits = fraction.slice(1).replace(/0+$/, "");
  return `${day}T${time}${digits === "" ? "" : `.${digits.padEnd(3, "0")}`}Z`;
}
