/**
 * The rows an event makes: one of `log_event`, and one of `line` and of its kind where it holds a line of
 * Outcrop's. Each copy of an `inventory` line is a row of `resolution` too. Unknown keys fall away.
 */
import { type Document, outcropDocumentOf } from "../../core/telemetry/documents.ts";
import { copiesOf, type ListedCopy } from "../../core/telemetry/inventory.ts";
import type { LogEvent } from "../../core/telemetry/log-event.ts";
import { metricsTime } from "../../core/telemetry/metrics-time.ts";
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
    ...eventCells(event, time(event.timestamp) ?? writtenAt(document)),
    Buffer.byteLength(event.message),
  ];
  const place = [event.file, event.line];
  const rows = [lineTable, kind].flatMap((name) => {
    const table = tables.get(name);
    if (table === undefined) return [];
    return [
      {
        table: table.name,
        cells: [...before, ...ownCells(table, document), ...(name === lineTable ? [record] : []), ...place],
      },
    ];
  });
  const resolutions = tables.get("resolution");
  if (kind !== "inventory" || resolutions === undefined) return rows;
  // The line's bytes are not a copy's.
  const beforeCopy = [...before.slice(0, -1), null];
  for (const copy of listedCopies(document))
    rows.push({
      table: resolutions.name,
      cells: [...beforeCopy, ...ownCells(resolutions, { ...document, ...copy }), ...place],
    });
  return rows;
}

function listedCopies({ copies, importer, how }: Document): ListedCopy[] {
  if (typeof copies !== "string") return [];
  const text = (value: unknown): string | null => (typeof value === "string" ? value : null);
  const usual = { importer: text(importer), how: text(how) ?? "" };
  return copiesOf(copies, usual).filter((copy) => copy !== null);
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
  return own.map(({ key, type, absent }: Column) => {
    if (type === "timestamp") return writtenAt(document);
    const cell = cells[type](Object.hasOwn(document, key) ? document[key] : null);
    if (cell !== null || absent === undefined) return cell;
    const { value, unless } = absent;
    return unless !== undefined && document[unless[0]] === unless[1] ? null : value;
  });
}

/** By the line itself. */
function writtenAt(document: Document): number | null {
  const { timestamp } = document;
  return typeof timestamp === "string" ? time(timestamp) : time(metricsTime(document));
}

const cells: Readonly<Record<Exclude<ColumnType, "timestamp">, (value: unknown) => Cell>> = {
  varchar: (value) => (typeof value === "string" ? value : null),
  bigint: (value) => (Number.isSafeInteger(value) ? (value as number) : null),
  double: (value) => (typeof value === "number" && Number.isFinite(value) ? value : null),
  boolean: (value) => (typeof value === "boolean" ? value : null),
};

/** Only years with four digits: other times cannot be a log's, and not every engine can write them. */
function time(value: unknown): number | null {
  const at = timeOf(value);
  return at !== null && at >= 0 && at < 253_402_300_800_000 ? Math.floor(at) : null;
}
