/** Reads files, folders and stdin: their bytes, decompressed, through a LogReader each. */
import type { Readable } from "node:stream";
import type { LogEvent, Problem } from "../../core/telemetry/log-event.ts";
import { fileChunks, joined } from "./chunks.ts";
import { fileText } from "./file-text.ts";
import { LogReader } from "./log-reader.ts";
import { Problems } from "./problems.ts";
import { type LogFile, logFiles, streamOfPath } from "./walk.ts";
import { boundYoungGeneration } from "./young-generation.ts";

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
  /**
   * `all` (the default) or `relevant`: only events that may hold an Outcrop document, a platform record or an
   * error. The latter may give events that turn out to hold none of these, never fewer.
   */
  readonly wanted?: "all" | "relevant";
}

/** The events of these files and folders, in batches, in the order they were written. "-" is stdin. */
export async function* readLogs(paths: readonly string[], options: ReadOptions): AsyncGenerator<LogEvent[]> {
  const files = logFiles(paths, options.onProblem);
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  let bytesRead = 0;
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
  const reader = new LogReader({
    file: path,
    wanted: options.wanted ?? "all",
    problems,
    logStream: streamOfPath(path),
  });
  const file = path === "-" ? null : fileChunks(path);
  try {
    const raw = counted(file ?? options.stdin ?? process.stdin, count, (error) =>
      problems.add(1, `reading failed: ${error.code ?? error.message}; the data before it was read`),
    );
    for await (const chunk of joined(fileText(raw, (message) => problems.add(1, message)))) {
      const events = reader.push(chunk);
      boundYoungGeneration();
      if (events.length > 0) yield events;
    }
    const events = reader.end();
    if (events.length > 0) yield events;
  } finally {
    problems.end();
    // If the caller stops reading, the decompression does not end by itself.
    await file?.return(undefined);
  }
}

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
