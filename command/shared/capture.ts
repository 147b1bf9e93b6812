/**
 * The events in a command's input: exported logs, and the output of `outcrop run --json`, which contains a
 * whole log stream. A signal ends the reading: of files between two batches, of stdin at once.
 */
import { closeSync, openSync, readFileSync, readSync, statSync } from "node:fs";
import { PassThrough, Readable } from "node:stream";
import type { LogEvent, Problem } from "../../core/telemetry/log-event.ts";
import { readElement } from "../../incident/read/containers.ts";
import { type Progress, readLogs } from "../../incident/read/read-logs.ts";
import type { FileReading } from "../../incident/read/recognised.ts";

export interface CaptureOptions {
  readonly onProblem: (problem: Problem) => void;
  readonly onProgress?: (progress: Progress) => void;
  readonly onFile?: (reading: FileReading) => void;
  readonly signal: AbortSignal;
  /** As in readLogs, but `relevant` by default. */
  readonly wanted?: "all" | "relevant";
}

/** `outcrop run --json` begins like this. */
const beginsAsRun = /^\s*\{\s*"responses"\s*:/;
const headBytes = 256;
/** The limit for a run: a few invocations with their lines. */
const maxRunBytes = 256 * 1024 * 1024;

export async function* capturedEvents(
  paths: readonly string[],
  options: CaptureOptions,
): AsyncGenerator<LogEvent[]> {
  const { onProblem, signal } = options;
  const files: string[] = [];
  let stdin: Readable | undefined;
  for (const path of paths) {
    if (path === "-") {
      const input = await stdinUntil(signal);
      if (input.run === null) {
        stdin = input.rest;
        files.push(path);
      } else yield* runEvents(path, input.run, onProblem);
    } else if (isRun(path)) yield* runEvents(path, readFileSync(path, "utf8"), onProblem);
    else files.push(path);
  }
  if (files.length === 0) return;
  for await (const events of readLogs(files, {
    wanted: "relevant",
    ...options,
    ...(stdin !== undefined && { stdin }),
  })) {
    yield events;
    if (signal.aborted && stdin === undefined) return;
  }
}

function isRun(path: string): boolean {
  try {
    const stat = statSync(path);
    if (!stat.isFile() || stat.size > maxRunBytes) return false;
    const file = openSync(path, "r");
    try {
      const head = Buffer.alloc(headBytes);
      return beginsAsRun.test(head.toString("utf8", 0, readSync(file, head, 0, headBytes, 0)));
    } finally {
      closeSync(file);
    }
  } catch {
    // The later read reports the error.
    return false;
  }
}

/** The content of stdin up to the signal. */
async function stdinUntil(
  signal: AbortSignal,
): Promise<{ readonly run: string | null; readonly rest: Readable }> {
  const input = process.stdin.pipe(new PassThrough());
  const end = (): void => {
    process.stdin.unpipe(input);
    process.stdin.destroy();
    input.end();
  };
  if (signal.aborted) end();
  else signal.addEventListener("abort", end, { once: true });
  process.stdin.once("error", (error) => input.destroy(error));
  const chunks = input[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let head: Buffer = Buffer.alloc(0);
  while (head.length < headBytes) {
    const { done, value } = await chunks.next();
    if (done) break;
    head = Buffer.concat([head, value]);
  }
  const all = async function* (): AsyncGenerator<Buffer> {
    yield head;
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
  };
  if (!beginsAsRun.test(head.toString("utf8", 0, headBytes)))
    return { run: null, rest: Readable.from(all(), { objectMode: false }) };
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of all()) {
    size += part.length;
    if (size <= maxRunBytes) parts.push(part);
  }
  return { run: Buffer.concat(parts).toString("utf8"), rest: Readable.from([]) };
}

function* runEvents(
  file: string,
  text: string,
  onProblem: CaptureOptions["onProblem"],
): Generator<LogEvent[]> {
  const stream = streamOf(text);
  if (stream === null) {
    onProblem({
      file,
      line: 1,
      message: "this is not the complete output of outcrop run --json; expected JSON with logs.stream",
    });
    return;
  }
  const lines = new LineNumbers(text);
  const events: LogEvent[] = [];
  // The log of one environment has one stream. A run does not name it.
  const context = new Map([["logStream", `run:${file}`]]);
  for (const event of stream) {
    const read = readElement(event, context);
    if (read.kind !== "event") continue;
    const line = lines.of(JSON.stringify((event as { readonly message?: unknown }).message));
    events.push({ ...read.content, file, line });
  }
  yield events;
}

function streamOf(text: string): readonly object[] | null {
  try {
    const { logs } = JSON.parse(text) as { logs?: { stream?: unknown } };
    const stream = logs?.stream;
    return Array.isArray(stream)
      ? stream.filter((event) => typeof event === "object" && event !== null)
      : null;
  } catch {
    return null;
  }
}

/** The line numbers of texts, which must be looked up in their order. */
class LineNumbers {
  readonly #text: string;
  #at: number;
  #line: number;

  constructor(text: string) {
    this.#text = text;
    this.#at = 0;
    this.#line = 1;
    this.#advance(text.lastIndexOf('"stream"'));
  }

  of(part: string): number {
    this.#advance(this.#text.indexOf(part, this.#at));
    return this.#line;
  }

  #advance(to: number): void {
    for (
      let at = this.#text.indexOf("\n", this.#at);
      at >= 0 && at < to;
      at = this.#text.indexOf("\n", at + 1)
    )
      this.#line++;
    this.#at = Math.max(this.#at, to);
  }
}
