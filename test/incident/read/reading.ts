/** Reads bytes as a file of these would be read. */

import type { LogEvent, Problem } from "../../../core/telemetry/log-event.ts";
import { textOf } from "../../../incident/read/file-text.ts";
import { decompress } from "../../../incident/read/gzip.ts";
import { LogReader } from "../../../incident/read/log-reader.ts";
import { Problems } from "../../../incident/read/problems.ts";
import { type Shape, shapes, type Written } from "./shapes.ts";

export interface Reading {
  readonly events: LogEvent[];
  readonly problems: Problem[];
}

async function* chunksOf(bytes: Buffer, cuts: readonly number[]): AsyncGenerator<Buffer> {
  let from = 0;
  for (const cut of [...new Set(cuts)].sort((a, b) => a - b)) {
    if (cut <= from || cut >= bytes.length) continue;
    yield bytes.subarray(from, cut);
    from = cut;
  }
  yield bytes.subarray(from);
}

/** @param cuts where the bytes come in pieces. */
export async function readBytes(
  bytes: Buffer,
  cuts: readonly number[] = [],
  wanted: "all" | "relevant" = "all",
): Promise<Reading> {
  const problems: Problem[] = [];
  const collected = new Problems("file", (problem) => problems.push(problem));
  const reader = new LogReader({ file: "file", wanted, problems: collected });
  const events: LogEvent[] = [];
  const decompressed = decompress(chunksOf(bytes, cuts), (message) => collected.add(1, message));
  for await (const chunk of textOf(decompressed)) {
    // Cuts of compressed bytes say nothing about those of the text.
    for await (const piece of chunksOf(chunk, cuts)) events.push(...reader.push(piece));
  }
  events.push(...reader.end());
  collected.end();
  return { events, problems };
}

export function shapeNamed(name: string): Shape {
  const found = shapes.find((shape) => shape.name === name);
  if (found === undefined) throw new Error(`no shape named ${name}`);
  return found;
}

/** What can be known of the events once they have been in this shape. */
export function expected(shape: Shape, events: readonly Written[]): object[] {
  return events.map((event) => {
    const carried = (key: Shape["carries"][number]): unknown =>
      shape.carries.includes(key) ? event[key] : null;
    const timestamp = carried("timestamp") as number | null;
    return {
      message: event.message,
      timestamp: timestamp !== null && shape.seconds ? Math.floor(timestamp / 1000) * 1000 : timestamp,
      logGroup: carried("logGroup"),
      logStream: carried("logStream"),
      eventId: carried("eventId"),
    };
  });
}

export const plain = ({ message, timestamp, logGroup, logStream, eventId }: LogEvent): object => ({
  message,
  timestamp,
  logGroup,
  logStream,
  eventId,
});
