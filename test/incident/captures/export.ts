/** Writes recorded log streams as files, in the shape or shapes in which they would have left CloudWatch. */
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { shapeNamed } from "../read/reading.ts";
import type { Written } from "../read/shapes.ts";
import type { RecordedStream } from "./record.ts";

export interface ExportShape {
  /** A name of test/incident/read/shapes.ts, or several, which the files take in turn. */
  readonly as: string | readonly string[];
  /** One file for each log stream, or for each quarter of the events. Default: one file. */
  readonly split?: "by-stream" | "by-time";
  /** Each file begins with the last events of the one before. */
  readonly overlapping?: true;
  /** Compressed so many times more than the shape is. */
  readonly gzip?: 1 | 2;
  /** Newest first, as Insights sorts by itself. */
  readonly reversed?: true;
}

const PARTS = 4;

/** The events of all streams, in the order of their times. */
export function writtenEvents(streams: readonly RecordedStream[]): Written[] {
  const events = streams.flatMap(({ logGroup, logStream, events }) =>
    events.map(({ message, timestamp }, index) => {
      const id = createHash("sha256").update(`${logStream}\n${index}`).digest().readBigUInt64BE();
      return { message, timestamp, logGroup, logStream, eventId: String(10n ** 40n + id) };
    }),
  );
  return events.toSorted((left, right) => left.timestamp - right.timestamp);
}

/** The names of the files written into a folder that is made. */
export function exportTo(
  folder: string,
  streams: readonly RecordedStream[],
  shape: ExportShape,
): readonly string[] {
  const events = writtenEvents(streams);
  const parts = partsOf(events, shape).map((part) => (shape.reversed ? part.toReversed() : part));
  const names = typeof shape.as === "string" ? [shape.as] : shape.as;
  mkdirSync(folder, { recursive: true });
  return parts.map((part, index) => {
    const file = join(folder, `part-${String(index).padStart(2, "0")}`);
    let bytes = shapeNamed(names[index % names.length] ?? "").write(part);
    for (let times = 0; times < (shape.gzip ?? 0); times++) bytes = gzipSync(bytes);
    writeFileSync(file, bytes);
    return file;
  });
}

function partsOf(events: readonly Written[], { split, overlapping }: ExportShape): Written[][] {
  if (split === undefined) return [[...events]];
  if (split === "by-stream") {
    const streams = [
      ...Map.groupBy(events, ({ logGroup, logStream }) => `${logGroup} ${logStream}`).values(),
    ];
    return overlapping ? [...streams, ...streams.slice(0, 1)] : streams;
  }
  const length = Math.ceil(events.length / PARTS);
  const back = overlapping ? Math.floor(length / 3) : 0;
  return Array.from({ length: PARTS }, (_, part) =>
    events.slice(Math.max(0, part * length - back), (part + 1) * length),
  );
}

/** The shape in a few words, for the table. */
export function described({ as, split, overlapping, gzip, reversed }: ExportShape): string {
  const words = [
    typeof as === "string" ? as : as.join(" + "),
    split === "by-stream" ? "a file each stream" : split === "by-time" ? `${PARTS} files in turn` : "",
    overlapping ? "overlapping" : "",
    gzip === undefined ? "" : gzip === 1 ? "gzip" : "gzip in gzip",
    reversed ? "newest first" : "",
  ];
  return words.filter(Boolean).join(", ");
}
