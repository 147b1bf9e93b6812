/**
 * Which invocation a line without a request id belongs to. Most loggers write none. One log stream is one
 * environment, which serves one request at a time, so a line belongs to the request whose end comes next in
 * its stream, or to the init that fails next. In an export that is sorted backwards that is the end before
 * it. The platform's REPORT is an end. Without any, Outcrop's line about an invocation is: it may be written
 * when the next invocation runs.
 */
import type { LogEvent } from "../../core/telemetry/log-event.ts";
import { apart } from "./apart.ts";
import { Recent } from "./recent.ts";

/** `init`: of an init that failed. Null where the logs do not say. */
export type Belonging = { readonly requestId: string } | "init" | null;

interface Pending<Item> {
  readonly item: Item;
  readonly at: number | null;
}

/** Null for an init that failed. */
interface End {
  readonly requestId: string | null;
  readonly at: number | null;
  /** Null where Outcrop's line is all that says so. */
  readonly failed: boolean | null;
}

interface Stream<Item> {
  readonly pending: Pending<Item>[];
  last: End | null;
  isBackwards: boolean;
  hasReports: boolean;
}

const maxStreams = 20_000;
/** Lines of one invocation that wait. */
const maxPending = 100;

export class StreamRequests<Item> {
  readonly #streams = new Recent<Stream<Item>>(maxStreams);
  readonly #resolve: (item: Item, belonging: Belonging) => void;
  /** Whether all lines around an event are of one environment. */
  readonly #isAlone: (event: LogEvent) => boolean;

  constructor(resolve: (item: Item, belonging: Belonging) => void, isAlone: (event: LogEvent) => boolean) {
    this.#resolve = resolve;
    this.#isAlone = isAlone;
  }

  wait(event: LogEvent, item: Item): void {
    const { pending, last, isBackwards } = this.#streamOf(event);
    const at = event.timestamp;
    if (isBackwards && last !== null && isBy(at, last.at)) {
      this.#resolve(item, this.#isAlone(event) ? belongingOf(last) : null);
      return;
    }
    pending.push({ item, at });
    const oldest = pending.length > maxPending ? pending.shift() : undefined;
    if (oldest !== undefined) this.#resolve(oldest.item, null);
  }

  /** The platform's REPORT. */
  reported(event: LogEvent, requestId: string, failed: boolean): void {
    const stream = this.#streamOf(event);
    stream.hasReports = true;
    this.#ended(stream, event, { requestId: apart(requestId), at: event.timestamp, failed });
  }

  /** Outcrop's line about an invocation. */
  announced(event: LogEvent, requestId: string): void {
    const stream = this.#streamOf(event);
    if (!stream.hasReports)
      this.#ended(stream, event, { requestId: apart(requestId), at: event.timestamp, failed: null });
  }

  initFailed(event: LogEvent): void {
    const stream = this.#streamOf(event);
    stream.hasReports = true;
    this.#ended(stream, event, { requestId: null, at: event.timestamp, failed: true });
  }

  /** Whether the request failed, where its REPORT was the last in the stream of an event. */
  failed(event: LogEvent, requestId: string): boolean | null {
    const { last } = this.#streamOf(event);
    return last?.requestId === requestId ? last.failed : null;
  }

  end(): void {
    for (const stream of this.#streams.all()) this.#abandon(stream);
  }

  #ended(stream: Stream<Item>, event: LogEvent, end: End): void {
    const { last, pending } = stream;
    stream.last = end;
    const isAgain = last !== null && end.requestId !== null && last.requestId === end.requestId;
    if (!isAgain)
      stream.isBackwards = last !== null && last.at !== null && end.at !== null && end.at < last.at;
    if (pending.length === 0) return;
    const belonging = belongingOf(stream.isBackwards && last !== null ? last : end);
    const isAlone = this.#isAlone(event);
    for (const { item } of pending.splice(0)) this.#resolve(item, isAlone ? belonging : null);
  }

  /** In an export sorted backwards nothing follows the lines of its first invocation. */
  #abandon({ pending, last }: Stream<Item>): void {
    for (const { item, at } of pending.splice(0)) {
      const isBefore = last !== null && at !== null && last.at !== null && at < last.at;
      this.#resolve(item, isBefore ? belongingOf(last) : null);
    }
  }

  #streamOf({ logStream, file }: LogEvent): Stream<Item> {
    // A stream's name ends in a random number: no two functions share one.
    const key = logStream ?? `\n${file}`;
    const known = this.#streams.get(key);
    if (known !== undefined) return known;
    const stream: Stream<Item> = { pending: [], last: null, isBackwards: false, hasReports: false };
    for (const gone of this.#streams.set(apart(key), stream)) this.#abandon(gone);
    return stream;
  }
}

function belongingOf({ requestId }: End): Belonging {
  return requestId === null ? "init" : { requestId };
}

function isBy(at: number | null, end: number | null): boolean {
  return at !== null && end !== null && at <= end;
}
