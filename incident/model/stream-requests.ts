/**
 * Which invocation a line without a request id belongs to. Most loggers write none. One log stream is one
 * environment, which serves one request at a time, so a line belongs to the request whose end comes next in
 * its stream, or to the init that fails next. In an export that is sorted backwards that is the end before
 * it. The platform's REPORT is an end. Without any, Outcrop's line about an invocation is: it may be written
 * when the next invocation runs.
 */
import type { LogEvent } from "../../core/telemetry/log-event.ts";
import { Recent } from "./recent.ts";

/** `init`: of an init that failed. Null where the logs do not say. */
export type Belonging = { readonly requestId: string } | "init" | null;

interface Pending<Item> {
  readonly item: Item;
  readonly at: number | null;
}

interface Stream<Item> {
  pending: Pending<Item>[];
  /** The newest ends, the last one first. */
  readonly ends: { readonly of: Exclude<Belonging, null>; readonly at: number | null }[];
  isBackwards: boolean;
  hasReports: boolean;
}

const MAX_STREAMS = 20_000;
/** Lines of one invocation that wait. */
const MAX_PENDING = 100;
const MAX_ENDS = 4;

export class StreamRequests<Item> {
  readonly #streams = new Recent<Stream<Item>>(MAX_STREAMS);
  readonly #resolve: (item: Item, belonging: Belonging) => void;
  /** Whether all lines around an event are of one environment. */
  readonly #isAlone: (event: LogEvent) => boolean;

  constructor(resolve: (item: Item, belonging: Belonging) => void, isAlone: (event: LogEvent) => boolean) {
    this.#resolve = resolve;
    this.#isAlone = isAlone;
  }

  wait(event: LogEvent, item: Item): void {
    const stream = this.#streamOf(event);
    const [last] = stream.ends;
    const at = event.timestamp;
    if (stream.isBackwards && last !== undefined && isBy(at, last.at)) {
      this.#resolve(item, this.#isAlone(event) ? last.of : null);
      return;
    }
    stream.pending.push({ item, at });
    const oldest = stream.pending.length > MAX_PENDING ? stream.pending.shift() : undefined;
    if (oldest !== undefined) this.#resolve(oldest.item, null);
  }

  /**
   * A request, or an init that failed, has ended.
   * @param by whose line says so
   */
  ended(event: LogEvent, of: Exclude<Belonging, null>, by: "platform" | "outcrop"): void {
    const stream = this.#streamOf(event);
    if (by === "outcrop" && stream.hasReports) return;
    stream.hasReports ||= by === "platform";
    const [last] = stream.ends;
    if (of !== "init" && stream.ends.some((end) => end.of !== "init" && end.of.requestId === of.requestId))
      return;
    const at = event.timestamp;
    stream.isBackwards = last !== undefined && last.at !== null && at !== null && at < last.at;
    const belonging = stream.isBackwards && last !== undefined ? last.of : of;
    const isAlone = this.#isAlone(event);
    for (const { item } of stream.pending) this.#resolve(item, isAlone ? belonging : null);
    stream.pending = [];
    stream.ends.unshift({ of, at });
    stream.ends.length = Math.min(stream.ends.length, MAX_ENDS);
  }

  end(): void {
    for (const stream of this.#streams.all()) this.#abandon(stream);
  }

  /** In an export sorted backwards nothing follows the lines of its first invocation. */
  #abandon({ pending, ends: [last] }: Stream<Item>): void {
    for (const { item, at } of pending.splice(0)) {
      const isBefore = last !== undefined && at !== null && last.at !== null && at < last.at;
      this.#resolve(item, isBefore ? last.of : null);
    }
  }

  #streamOf({ logGroup, logStream, file }: LogEvent): Stream<Item> {
    const key = logStream === null ? `\n${file}` : `${logGroup ?? ""}\n${logStream}`;
    const known = this.#streams.get(key);
    if (known !== undefined) return known;
    const stream: Stream<Item> = { pending: [], ends: [], isBackwards: false, hasReports: false };
    for (const gone of this.#streams.set(key, stream)) this.#abandon(gone);
    return stream;
  }
}

function isBy(at: number | null, end: number | null): boolean {
  return at !== null && end !== null && at <= end;
}
