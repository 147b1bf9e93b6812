/**
 * Fills the tables from events as they are read: rows wait in one batch a table, bounded in rows and in
 * bytes, so memory does not grow with the logs. An event that several exports hold has one row: a line of
 * Outcrop's is known by what it says, another event by its id, or where and when it was.
 */
import type { DuckDBAppender, DuckDBDataChunk, DuckDBValue } from "@duckdb/node-api";
import type { LogEvent } from "../../core/telemetry/log-event.ts";
import { Seen } from "../model/seen.ts";
import type { Database, DuckDb } from "./database.ts";
import { createPackageView } from "./package-view.ts";
import { type Cell, eventRow, lineRows, outcropLineOf, type Row } from "./rows.ts";
import { createStatement, type Table, type Tables } from "./tables.ts";

/** A data chunk of DuckDB holds so many rows at most. */
const batchRows = 2_048;
/** Of texts, in UTF-16 code units: a batch, and what an appender holds before it writes. */
const batchSize = 2 * 1024 * 1024;
const flushSize = 4 * 1024 * 1024;

export interface LoadResult {
  readonly events: number;
  /** Lines of Outcrop's, those that were there before left out. */
  readonly lines: number;
  readonly duplicates: number;
  /** There were more events than duplicates could be looked for. */
  readonly duplicatesKept: boolean;
}

/** @param options events: whether `log_event` is filled; it is as large as the logs. */
export async function loadTables(
  duckDb: typeof DuckDb,
  { connection }: Database,
  batches: AsyncIterable<readonly LogEvent[]>,
  { tables, events }: { readonly tables: Tables; readonly events: boolean },
): Promise<LoadResult> {
  const batchOf = new Map<string, Batch>();
  for (const table of tables.all) {
    await connection.run(createStatement(table));
    batchOf.set(table.name, new Batch(duckDb, table, await connection.createAppender(table.name)));
  }
  const append = ({ table, cells }: Row): void => batchOf.get(table)?.add(cells);
  const [seenLines, seenEvents] = [new Seen(), new Seen()];
  const count = { events: 0, lines: 0, duplicates: 0 };
  for await (const batch of batches) {
    for (const event of batch) {
      count.events++;
      const line = outcropLineOf(event, tables);
      if (line !== null && !seenLines.has(line.record)) {
        count.lines++;
        for (const row of lineRows(event, line, tables)) append(row);
      } else if (line !== null) count.duplicates++;
      if (events && !isRepeated(event, seenEvents)) append(eventRow(event));
    }
  }
  for (const batch of batchOf.values()) batch.end();
  if (tables.get("resolution") !== undefined) await connection.run(createPackageView);
  return { ...count, duplicatesKept: seenLines.full || seenEvents.full };
}

function isRepeated({ eventId, logGroup, logStream, timestamp, message }: LogEvent, seen: Seen): boolean {
  if (eventId !== null) return seen.has(eventId);
  return timestamp !== null && logStream !== null && seen.has(logGroup, logStream, timestamp, message);
}

class Batch {
  /** The same for every batch: each holds memory that only the garbage collector would give back. */
  readonly #chunk: DuckDBDataChunk;
  readonly #appender: DuckDBAppender;
  readonly #columns: readonly (DuckDBValue | null)[][];
  readonly #values: readonly ((cell: Cell) => DuckDBValue)[];
  #rows = 0;
  #size = 0;
  #unwritten = 0;

  constructor(duckDb: typeof DuckDb, { columns }: Table, appender: DuckDBAppender) {
    const { VARCHAR, BIGINT, DOUBLE, BOOLEAN, TIMESTAMP, DuckDBTimestampValue } = duckDb;
    const types = {
      varchar: VARCHAR,
      bigint: BIGINT,
      double: DOUBLE,
      boolean: BOOLEAN,
      timestamp: TIMESTAMP,
    };
    const micros = (ms: number): DuckDBValue => new DuckDBTimestampValue(BigInt(ms) * 1000n);
    this.#chunk = duckDb.DuckDBDataChunk.create(columns.map(({ type }) => types[type]));
    this.#appender = appender;
    this.#columns = columns.map(() => []);
    this.#values = columns.map(({ type }) => {
      if (type === "bigint") return (cell) => (cell === null ? null : BigInt(cell as number));
      return type === "timestamp"
        ? (cell) => (cell === null ? null : micros(cell as number))
        : (cell) => cell;
    });
  }

  add(cells: readonly Cell[]): void {
    for (const [index, cell] of cells.entries()) {
      this.#columns[index]?.push(this.#values[index]?.(cell) ?? null);
      if (typeof cell === "string") this.#size += cell.length;
    }
    if (++this.#rows === batchRows || this.#size > batchSize) this.#append();
  }

  end(): void {
    if (this.#rows > 0) this.#append();
    this.#appender.flushSync();
    this.#appender.closeSync();
  }

  #append(): void {
    this.#chunk.reset();
    this.#chunk.rowCount = this.#rows;
    for (const [index, column] of this.#columns.entries()) this.#chunk.setColumnValues(index, column);
    this.#appender.appendDataChunk(this.#chunk);
    this.#unwritten += this.#size;
    for (const column of this.#columns) column.length = 0;
    this.#rows = 0;
    this.#size = 0;
    if (this.#unwritten <= flushSize) return;
    this.#appender.flushSync();
    this.#unwritten = 0;
  }
}
