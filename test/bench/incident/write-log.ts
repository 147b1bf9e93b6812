/** Writes a fleet's log to a file until it is as long as it must be: whole lines only. */
import { closeSync, createWriteStream, openSync, writeSync } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { type FleetEvent, fleetEvents } from "./fleet.ts";

/**
 * `json`: messages of the JSON log format, one a line, as Firehose with message extraction delivers them;
 * every line is JSON. `text`: messages of the text log format, likewise. `events`: `aws logs
 * filter-log-events | jq -c '.events[]'` of the text log format.
 */
export type LogShape = "json" | "text" | "events";

export const logShapes: readonly LogShape[] = ["json", "text", "events"];

export interface LogOptions {
  /** Before compression. */
  readonly bytes: number;
  readonly shape: LogShape;
  readonly seed?: number;
}

const firstEvent = 38_000_000_000_000;
const chunkLength = 1 << 20;

export function writeLog(path: string, options: LogOptions): void {
  const file = openSync(path, "w");
  try {
    for (const chunk of logChunks(options)) writeSync(file, chunk);
  } finally {
    closeSync(file);
  }
}

export async function writeGzipLog(path: string, options: LogOptions): Promise<void> {
  await pipeline(Readable.from(logChunks(options)), createGzip(), createWriteStream(path));
}

export function* logChunks({ bytes, shape, seed = 1 }: LogOptions): Generator<string> {
  let left = bytes;
  let chunk = "";
  let count = 0;
  for (const event of fleetEvents(shape === "json" ? "json" : "text", seed)) {
    // All of it is ASCII.
    chunk += `${lineOf(event, shape, firstEvent + count++)}\n`;
    if (chunk.length < Math.min(left, chunkLength)) continue;
    left -= chunk.length;
    yield chunk;
    chunk = "";
    if (left <= 0) return;
  }
}

function lineOf({ message, timestamp, logStream }: FleetEvent, shape: LogShape, number: number): string {
  if (shape !== "events") return message;
  const ingestionTime = timestamp + 900;
  return JSON.stringify({
    logStreamName: logStream,
    timestamp,
    message: `${message}\n`,
    ingestionTime,
    eventId: `391234567890${number}`,
  });
}
