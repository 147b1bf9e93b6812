/** A shape that another tool gives to the events of a log. */
import type { Written } from "../shapes.ts";

export interface Tool {
  readonly name: string;
  /** Where its maker describes it. */
  readonly source: string;
  /** It leaves out the streams' names. */
  readonly streamless?: true;
  /** It leaves out the events' times. */
  readonly timeless?: true;
  write(events: readonly Written[]): Buffer | string;
}

/** Lambda ends each message with a line break, and CloudWatch keeps it. */
export const raw = ({ message }: Written): string => `${message}\n`;
export const iso = ({ timestamp }: Written): string => new Date(timestamp).toISOString();
export const micros = (event: Written): string => iso(event).replace("Z", "000");
export const lines = (events: readonly Written[], line: (event: Written, index: number) => string): string =>
  events.map((event, index) => `${line(event, index)}\n`).join("");
export const json = (events: readonly Written[], line: (event: Written, index: number) => unknown): string =>
  lines(events, (event, index) => JSON.stringify(line(event, index)));
export const quotedCell = (text: string): string => `"${text.replaceAll('"', '""')}"`;
export const csv = (
  separator: string,
  header: readonly string[],
  rows: readonly (readonly string[])[],
): string => [header, ...rows].map((row) => `${row.map(quotedCell).join(separator)}\r\n`).join("");
/** As the CLI and the API name an event's members. */
export const filtered = (event: Written) => ({
  logStreamName: event.logStream,
  timestamp: event.timestamp,
  message: raw(event),
  ingestionTime: event.timestamp + 900,
  eventId: event.eventId,
});

export function prettyJson(message: string, indent: number): string {
  try {
    return message.startsWith("{") ? JSON.stringify(JSON.parse(message), null, indent) : message;
  } catch {
    return message;
  }
}

export const color = (code: number, text: string): string => `\u001b[${code}m${text}\u001b[0m`;

/** The events of each stream, as collectors batch them. */
export function byStream(events: readonly Written[]): readonly (readonly Written[])[] {
  return [...Map.groupBy(events, ({ logStream }) => logStream).values()];
}
