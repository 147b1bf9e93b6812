import type { Readable } from "node:stream";
import type { LogEvent, Problem } from "./log-event.ts";

/** How far reading has come. */
export interface Progress {
  readonly files: number;
  readonly filesRead: number;
  /** As they lie on disk, so compressed where the file is. */
  readonly bytes: number;
  readonly bytesRead: number;
}

export interface ReadOptions {
  /** What "-" reads; process.stdin by default. */
  readonly stdin?: Readable;
  readonly onProblem: (problem: Problem) => void;
  readonly onProgress?: (progress: Progress) => void;
  /**
   * `all` (the default) or `relevant`: only events that may hold an Outcrop document, a platform record or an error. The latter is several times
   * faster. It may give events that turn out to hold none of these, never fewer.
   */
  readonly wanted?: "all" | "relevant";
}

/** The events of these files and folders, in batches, in the order they were written. "-" is stdin. */
// biome-ignore lint/correctness/useYield: the signature comes first
export async function* readLogs(_paths: readonly string[], _options: ReadOptions): AsyncGenerator<LogEvent[]> {
  throw new Error("not yet");
}
