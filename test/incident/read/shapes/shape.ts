/** What the shapes in which logs leave CloudWatch are written with. */
import { gzipSync } from "node:zlib";

export interface Written {
  readonly message: string;
  readonly timestamp: number;
  readonly logGroup: string;
  readonly logStream: string;
  readonly eventId: string;
}

export type Key = "timestamp" | "logGroup" | "logStream" | "eventId";

export interface Shape {
  readonly name: string;
  /** What of an event it carries as well as the message. */
  readonly carries: readonly Key[];
  /** A time without milliseconds. */
  readonly seconds?: true;
  /** Lines of a message look like messages. */
  readonly oneLine?: true;
  write(events: readonly Written[]): Buffer;
}

export const utf8 = (text: string): Buffer => Buffer.from(text);
export const iso = (event: Written): string => new Date(event.timestamp).toISOString();
export const micros = (event: Written): string => iso(event).replace(/(\.\d{3})Z$/, "$1000+00:00");
/** Lambda ends each message with a line break, and CloudWatch keeps it. */
export const raw = (event: Written): string => `${event.message}\n`;
export const filtered = (event: Written) => ({
  logStreamName: event.logStream,
  timestamp: event.timestamp,
  message: raw(event),
  ingestionTime: event.timestamp + 900,
  eventId: event.eventId,
});

/** One delivery for each run of events of one stream. */
export function deliveries(events: readonly Written[]): object[] {
  const control = {
    messageType: "CONTROL_MESSAGE",
    owner: "CloudwatchLogs",
    logGroup: "",
    logStream: "",
    subscriptionFilters: [],
    logEvents: [
      {
        id: "",
        timestamp: 1763632800000,
        message: "CWL CONTROL MESSAGE: Checking health of destination Firehose.",
      },
    ],
  };
  const result: object[] = [control];
  let previous: Written | undefined;
  let logEvents: object[] = [];
  for (const event of events) {
    if (previous?.logStream !== event.logStream || previous.logGroup !== event.logGroup) {
      logEvents = [];
      const { logGroup, logStream } = event;
      result.push({
        messageType: "DATA_MESSAGE",
        owner: "123456789012",
        logGroup,
        logStream,
        subscriptionFilters: ["all"],
        logEvents,
      });
    }
    logEvents.push({ id: event.eventId, timestamp: event.timestamp, message: raw(event) });
    previous = event;
  }
  return result;
}

export const packed = (delivery: object): string => gzipSync(JSON.stringify(delivery)).toString("base64");
export const csvCell = (text: string): string => `"${text.replaceAll('"', '""')}"`;
export const insightsTime = (event: Written): string => iso(event).replace("T", " ").replace("Z", "");
export const insightsRow = (event: Written): object[] =>
  [
    ["@timestamp", insightsTime(event)],
    ["@message", raw(event)],
    ["@logStream", event.logStream],
    ["@log", `123456789012:${event.logGroup}`],
    ["@ptr", `Cn${event.eventId}`],
  ].map(([field, value]) => ({ field, value }));

export function pretty(event: Written): string {
  try {
    return `\n${JSON.stringify(JSON.parse(event.message), null, 4)}`;
  } catch {
    return event.message;
  }
}

export const all: readonly Key[] = ["timestamp", "logGroup", "logStream", "eventId"];
export const named: readonly Key[] = ["timestamp", "logStream", "eventId"];
export const queried: readonly Key[] = ["timestamp", "logGroup", "logStream"];
export const answer = (indent?: number) => (events: readonly Written[]) =>
  utf8(`${JSON.stringify({ events: events.map(filtered), searchedLogStreams: [] }, null, indent)}\n`);
