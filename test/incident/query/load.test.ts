/** What becomes of lines that are wrong, and of very many. */
import * as duckDb from "@duckdb/node-api";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tables } from "../../../command/query/tables.ts";
import type { LogEvent } from "../../../core/telemetry/log-event.ts";
import { type Database, openDatabase } from "../../../incident/query/database.ts";
import { type LoadResult, loadTables } from "../../../incident/query/load.ts";
import { eventRow, lineRows, outcropLineOf } from "../../../incident/query/rows.ts";
import { findingLine } from "./lines.ts";

const event = (message: string, changes: Partial<LogEvent> = {}): LogEvent => ({
  message,
  timestamp: 1_795_132_800_000,
  logGroup: "/aws/lambda/orders",
  logStream: "s",
  eventId: null,
  file: "logs.json",
  line: 1,
  ...changes,
});

async function loaded(
  events: readonly LogEvent[],
  sql: string,
): Promise<{ readonly rows: unknown[]; readonly loaded: LoadResult }> {
  const database = await openDatabase(duckDb, ":memory:", "", "write");
  try {
    const result = await loadTables(duckDb, database, batchesOf([events]), { tables, events: true });
    return { rows: (await database.connection.runAndReadAll(sql)).getRowObjectsJson(), loaded: result };
  } finally {
    database.close();
  }
}

async function* batchesOf(batches: Iterable<readonly LogEvent[]>): AsyncGenerator<readonly LogEvent[]> {
  yield* batches;
}

/** The row of a finding with these keys. */
function cellsOf(changes: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const one = event(findingLine(changes));
  const line = outcropLineOf(one, tables);
  if (line === null) throw new Error("no line");
  const row = lineRows(one, line, tables).find(({ table }) => table === "finding");
  const { columns } = tables.get("finding") as NonNullable<ReturnType<typeof tables.get>>;
  return Object.fromEntries(columns.map(({ name }, index) => [name, row?.cells[index]]));
}

describe("a line", () => {
  it("of a newer schema keeps what is known of it", () => {
    expect(cellsOf({ schema: 9, code: "melted-package", unheard: { of: 1 } })).toMatchObject({
      schema: 9,
      code: "melted-package",
      importers: 2,
    });
  });

  it.each([
    ["importers", "2", "importers"],
    ["importers", 1.5, "importers"],
    ["importers", 2 ** 60, "importers"],
    ["package", 7, "package"],
    ["package", { name: "x" }, "package"],
    ["package", ["x"], "package"],
    ["timestamp", 12, "timestamp"],
    ["timestamp", "yesterday", "timestamp"],
    ["timestamp", "-002026-11-20T00:00:00Z", "timestamp"],
    ["truncated", "true", "truncated"],
    ["level", null, "level"],
  ])("with %s = %j has null there and all else", (key, value, column) => {
    const cells = cellsOf({ [key]: value });
    expect(cells[column]).toBeNull();
    expect(cells["code"]).toBe("shadowed-package");
  });

  it.each([
    '{"outcrop":"nothing of ours"}',
    '{"outcrop":7}',
    '["outcrop"]',
    '{"outcrop":"finding"',
    "outcrop",
    '{"outcrop":"__proto__"}',
  ])("that only looks like Outcrop's, %s, is an event and no line", (message) => {
    expect(outcropLineOf(event(message), tables)).toBeNull();
    expect(eventRow(event(message)).cells).toContain(message);
  });

  it("without a time has the day of what Outcrop wrote; without any time, no day", () => {
    const undated = event(findingLine({}), { timestamp: null });
    const line = outcropLineOf(undated, tables) as NonNullable<ReturnType<typeof outcropLineOf>>;
    const [row] = lineRows(undated, line, tables);
    expect(row?.cells.slice(0, 5)).toEqual([
      "2026/11/20",
      "/aws/lambda/orders",
      "s",
      null,
      Date.UTC(2026, 10, 20, 3, 12, 0, 123),
    ]);
    expect(eventRow(event("x", { timestamp: null })).cells[0]).toBe("");
    expect(eventRow(event("x", { timestamp: 8e15 })).cells[0]).toBe("");
  });

  it("whatever it holds, goes into the tables and comes out as it was", async () => {
    const key = fc.constantFrom(
      "package",
      "code",
      "importers",
      "range",
      "message",
      "timestamp",
      "environment",
      "schema",
      "truncated",
      "evidence",
    );
    const changes = fc.array(
      fc.dictionary(key, fc.oneof(fc.jsonValue(), fc.string({ unit: "binary" }), fc.double())),
      { maxLength: 20 },
    );
    await fc.assert(
      fc.asyncProperty(changes, async (all) => {
        const events = all.map((one, index) =>
          event(findingLine({ ...one, fix: String(index) }), { line: index + 1 }),
        );
        const { rows, loaded: result } = await loaded(
          events,
          "SELECT package, line FROM finding ORDER BY line",
        );
        expect(result).toMatchObject({ events: events.length, lines: events.length, duplicates: 0 });
        const expected = events.map(({ message }, index) => ({
          package: textOf(message),
          line: String(index + 1),
        }));
        expect(rows).toEqual(expected);
      }),
      { numRuns: 25 },
    );
    function textOf(message: string): string | null {
      const { package: name } = JSON.parse(message) as { package?: unknown };
      return typeof name === "string" ? name.toWellFormed() : null;
    }
  });
});

describe("the same event in several exports", () => {
  it("is one row: a line by what it says, another by its id, or by its stream, time and text", async () => {
    const line = findingLine({});
    const wrapped = `{"timestamp":"2026-11-20T03:12:00Z","level":"INFO","message":${line}}`;
    const events = [
      event(line),
      event(wrapped, { logStream: "t" }),
      event("a", { eventId: "1" }),
      event("a", { eventId: "1", file: "other" }),
      event("a", { eventId: "2" }),
      event("b"),
      event("b", { file: "other" }),
      event("b", { timestamp: null }),
      event("b", { timestamp: null }),
    ];
    const { rows, loaded: result } = await loaded(
      events,
      "SELECT (SELECT count(*) FROM finding) AS findings, (SELECT count(*) FROM log_event) AS events",
    );
    expect(rows).toEqual([{ findings: "1", events: "7" }]);
    expect(result).toEqual({ events: 9, lines: 1, duplicates: 1, duplicatesKept: false });
  });
});

describe("very many events", () => {
  const size = 20_000;
  const count = 3_000;

  it("wait in batches of bounded rows and bytes", async () => {
    const held = { rows: 0, waiting: 0, most: 0, unwritten: 0, mostUnwritten: 0, chunks: 0 };
    const message = "x".repeat(size);
    function* generated(): Generator<readonly LogEvent[]> {
      for (let at = 0; at < count; at++) {
        held.waiting += 1;
        held.most = Math.max(held.most, held.waiting);
        yield [event(message, { eventId: String(at) })];
      }
    }
    /** DuckDB as it is, except for its input, which is counted and thrown away. */
    const counting = {
      ...duckDb,
      DuckDBDataChunk: {
        create: () => ({
          rowCount: 0,
          reset: () => {},
          setColumnValues: () => {},
        }),
      },
    } as unknown as typeof duckDb;
    const appender = {
      appendDataChunk: ({ rowCount: rows }: { rowCount: number }) => {
        held.rows = Math.max(held.rows, rows);
        held.chunks++;
        held.waiting = 0;
        held.unwritten += rows * size;
        held.mostUnwritten = Math.max(held.mostUnwritten, held.unwritten);
      },
      flushSync: () => {
        held.unwritten = 0;
      },
      closeSync: () => {},
    };
    const connection = { run: async () => {}, createAppender: async () => appender };
    await loadTables(
      counting,
      { connection, close: () => {} } as unknown as Database,
      batchesOf(generated()),
      { tables, events: true },
    );
    expect(held.chunks).toBeGreaterThan(20);
    expect(held.most * size).toBeLessThanOrEqual(2 * 1024 * 1024 + 2 * size);
    expect(held.mostUnwritten).toBeLessThanOrEqual(8 * 1024 * 1024);
    expect(held.unwritten).toBe(0);
    held.rows = 0;
    await loadTables(
      counting,
      { connection, close: () => {} } as unknown as Database,
      batchesOf([Array.from({ length: 5_000 }, (_, at) => event("y", { eventId: String(at) }))]),
      { tables, events: true },
    );
    expect(held.rows).toBe(2_048);
  });
});
