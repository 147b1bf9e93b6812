/**
 * The rows an event makes: one of `log_event`, and one of `line` and of its kind where it holds a line of
 * Outcrop's. Unknown keys fall away.
 */
import { type Document, outcropDocumentOf } from "../../core/telemetry/documents.ts";
import type { LogEvent } from "../../core/telemetry/log-event.ts";
import { timeOf } from "../read/time.ts";
import { type Column, type ColumnType, eventTable, lineTable, type Table, type Tables } from "./tables.ts";

/** Times are milliseconds since the epoch. */
export type Cell = string | number | boolean | null;

export interface Row {
  /** Its name. */
  readonly table: string;
  readonly cells: readonly Cell[];
}

/**
 * A line of Outcrop's, and its text without what a log format put around it: two exports of one line have the
 * same.
 */
export interface OutcropLine {
  readonly kind: string;
  readonly document: Document;
  readonly record: string;
}

/** Null for an event that holds no line of Outcrop's. */
export function outcropLineOf({ message }: LogEvent, { kinds }: Tables): OutcropLine | null {
  const document = outcropDocumentOf(message);
  const kind = document?.["outcrop"];
  if (document === null || typeof kind !== "string" || !kinds.has(kind)) return null;
  try {
    return { kind, document, record: JSON.stringify(document) };
  } catch {
    // Nested deeper than the stack: none of Outcrop's is nested at all.
    return null;
  }
}

export function lineRows(event: LogEvent, { kind, document, record }: OutcropLine, tables: Tables): Row[] {
  // If the export lost the event's time, the timestamp that Outcrop wrote replaces it.
  const before = [
    ...eventCells(event, time(event.timestamp) ?? time(document["timestamp"])),
    Buffer.byteLength(event.message),
  ];
  const place = [event.file, event.line];
  return [lineTable, kind].flatMap((name) => {
    const table = tables.get(name);
    if (table === undefined) return [];
    return [
      {
        table: table.name,
        cells: [...before, ...ownCells(table, document), ...(name === lineTable ? [record] : []), ...place],
      },
    ];
  });
}

export function eventRow(event: LogEvent): Row {
  return {
    table: eventTable,
    cells: [...eventCells(event, time(event.timestamp)), event.message, event.file, event.line],
  };
}

/**
 * In the order of `Columns.event`. An unknown day is the empty text, which sorts before every day.
 */
function eventCells({ logGroup, logStream, eventId }: LogEvent, at: number | null): Cell[] {
  const day = at === null ? "" : new Date(at).toISOString().slice(0, 10).replaceAll("-", "/");
  return [day, logGroup, logStream, eventId, at, null];
}

function ownCells({ own }: Table, document: Document): Cell[] {
  return own.map(({ key, type }: Column) => cells[type](Object.hasOwn(document, key) ? document[key] : null));
}

const cells: Readonly<Record<ColumnType, (value: unknown) => Cell>> = {
  varchar: (value) => (typeof value === "string" ? value : null),
  bigint: (value) => (Number.isSafeInteger(value) ? (value as number) : null),
  double: (value) => (typeof value === "number" && Number.isFinite(value) ? value : null),
  boolean: (value) => (typeof value === "boolean" ? value : null),
  timestamp: (value) => (typeof value === "string" ? time(value) : null),
};

/** Only years with four digits: other times cannot be a log's, and not every engine can write them. */
function time(value: unknown): number | null {
  const at = timeOf(value);
  return at !== null && at >= 0 && at < 253_402_300_800_000 ? Math.floor(at) : null;
}
