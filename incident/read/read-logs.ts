/** Reads files, folders, zips and stdin: their text, through a LogReader each. */
import type { Readable } from "node:stream";
import type { LogEvent, Problem } from "../../core/telemetry/log-event.ts";
import { fileChunks } from "./chunks.ts";
import { fileText } from "./file-text.ts";
import { LogReader } from "./log-reader.ts";
import { binaryKind, textKind } from "./looks-like.ts";
import { Problems } from "./problems.ts";
import { type FileReading, Recognised } from "./recognised.ts";
import { type LogFile, logFiles, streamOfPath } from "./walk.ts";
import { boundYoungGeneration } from "./young-generation.ts";
import { isZip } from "./zip-magic.ts";

/** How far reading has come. */
export interface Progress {
  readonly files: number;
  readonly filesRead: number;
  /** The size on disk, compressed or not. */
  readonly bytes: number;
  readonly bytesRead: number;
}

export interface ReadOptions {
  /** What "-" reads; process.stdin by default. */
  readonly stdin?: Readable;
  readonly onProblem: (problem: Problem) => void;
  readonly onProgress?: (progress: Progress) => void;
  /** After each file. */
  readonly onFile?: (reading: FileReading) => void;
  /**
   * `all` (the default) or `relevant`: only events that may hold an Outcrop document, a platform record or an
   * error. The latter may give events that turn out to hold none of these, never fewer.
   */
  readonly wanted?: "all" | "relevant";
}

const headBytes = 4_096;

/** The events of these files and folders, in batches, in the order they were written. "-" is stdin. */
export async function* readLogs(paths: readonly string[], options: ReadOptions): AsyncGenerator<LogEvent[]> {
  const files = logFiles(paths, options.onProblem);
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  let bytesRead = 0;
  if (files.length === 0)
    for (const file of paths)
      options.onFile?.({
        file,
        shapes: [],
        looksLike: "no files are here; give the files of logs, or their folder",
      });
  for (const [index, file] of files.entries()) {
    const report = (): void =>
      options.onProgress?.({ files: files.length, filesRead: index, bytes, bytesRead });
    yield* readFile(file, options, (count) => {
      bytesRead += count;
      report();
    });
  }
  options.onProgress?.({ files: files.length, filesRead: files.length, bytes, bytesRead });
}

async function* readFile(
  { path }: LogFile,
  options: ReadOptions,
  count: (bytes: number) => void,
): AsyncGenerator<LogEvent[]> {
  const problems = new Problems(path, options.onProblem);
  const file = path === "-" ? null : fileChunks(path);
  try {
    const raw = counted(file ?? options.stdin ?? process.stdin, count, (error) =>
      problems.add(1, `reading failed: ${error.code ?? error.message}; the data before it was read`),
    );
    const first = await firstOf(raw);
    if (!isZip(first.head)) yield* readText(path, first, problems, options);
    else {
      const { zippedFiles, zippedFilesOf } = await import("./zip-files.ts");
      const problem = (message: string): void => problems.add(1, message);
      await file?.return(undefined);
      const entries = file === null ? zippedFilesOf(path, first.chunks, problem) : zippedFiles(path, problem);
      for await (const zipped of entries) {
        const own = new Problems(zipped.name, options.onProblem);
        const failed = (error: NodeJS.ErrnoException): void =>
          own.add(1, `reading failed: ${error.code ?? error.message}; the data before it was read`);
        const inner = await firstOf(counted(zipped.chunks(), () => {}, failed));
        if (isZip(inner.head)) own.add(1, "a zip in a zip is not read; unpack it and give the folder");
        else yield* readText(zipped.name, inner, own, options);
        own.end();
      }
    }
  } finally {
    problems.end();
    // If the caller stops reading, the decompression does not end by itself.
    await file?.return(undefined);
  }
}

async function* readText(
  path: string,
  { head, chunks }: First,
  problems: Problems,
  options: ReadOptions,
): AsyncGenerator<LogEvent[]> {
  const kind = binaryKind(head);
  if (kind !== null) {
    problems.add(1, `this is ${kind}`);
    return;
  }
  const recognised = new Recognised();
  const reader = new LogReader({
    file: path,
    wanted: options.wanted ?? "all",
    problems,
    recognised,
    logStream: streamOfPath(path),
  });
  let text: Buffer = Buffer.alloc(0);
  for await (const chunk of fileText(chunks, (message) => problems.add(1, message))) {
    if (text.length < headBytes) text = Buffer.concat([text, chunk.subarray(0, headBytes - text.length)]);
    const events = reader.push(chunk);
    boundYoungGeneration();
    if (events.length > 0) yield events;
  }
  const events = reader.end();
  if (events.length > 0) yield events;
  options.onFile?.({ file: path, shapes: recognised.shapes(), looksLike: textKind(text) });
}

interface First {
  /** As many of the first bytes as show a zip and other kinds of files. */
  readonly head: Buffer;
  readonly chunks: AsyncIterable<Buffer>;
}

async function firstOf(chunks: AsyncGenerator<Buffer>): Promise<First> {
  const { done, value } = await chunks.next();
  const head = done ? Buffer.alloc(0) : Buffer.from(value.subarray(0, headBytes));
  return { head, chunks: done ? empty() : following(value, chunks) };
}

async function* following(first: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* rest;
}

async function* empty(): AsyncGenerator<Buffer> {}

async function* counted(
  source: AsyncIterable<Buffer | string>,
  count: (bytes: number) => void,
  failed: (error: NodeJS.ErrnoException) => void,
): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of source) {
      const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk);
      count(bytes.length);
      yield bytes;
    }
  } catch (error) {
    failed(error as NodeJS.ErrnoException);
  }
}
