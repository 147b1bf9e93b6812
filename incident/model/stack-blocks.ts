/**
 * An error whose lines are events of their own: what Node prints when it dies, and what a logger writes to
 * stdout without `console`. CloudWatch makes one event of each line. A block begins with a heading and goes
 * on with frames and with the headings and frames of causes; other lines of the same stream end it. In an
 * export that is sorted backwards the heading comes last. Lines without any sign of an error (hasErrorSign)
 * may have been left out of what was read, and neither belong to a block nor end one. The heading may be
 * such a line: frames alone are read where they end in the runtime, as those of a function do.
 */
import type { LogEvent } from "../../core/telemetry/log-event.ts";
import { isHeading } from "./error-text.ts";
import { errorOfLines, type FunctionError, hasErrorSign } from "./function-error.ts";
import { kept } from "./origin.ts";
import { Recent } from "./recent.ts";

interface Block {
  /** Of its heading, or of its first frame. */
  readonly first: LogEvent;
  readonly lines: string[];
  readonly hasHeading: boolean;
  hasFrame: boolean;
  last: number | null;
  length: number;
}

const maxStreams = 2_000;
const maxLength = 16_384;
/** Lines of one block are written at once. */
const maxPauseMs = 2_000;
const frame = /^\s+at \S/;
/** Where every stack of a function begins, seen from the outside. */
const outermost = /[( /](?:\/var\/runtime\/|\/var\/lang\/|node:internal\/)/;

export class StackBlocks {
  readonly #open = new Recent<Block | null>(maxStreams);
  readonly #found: (error: FunctionError, event: LogEvent) => void;

  constructor(found: (error: FunctionError, event: LogEvent) => void) {
    this.#found = found;
  }

  /** Whether the event may belong to a block; alone it is not an error. */
  add(event: LogEvent): boolean {
    const { message } = event;
    if (!hasErrorSign(message)) return false;
    const block = this.#open.get(keyOf(event)) ?? null;
    if (frame.test(message) || (block?.hasFrame === true && /^\s/.test(message))) {
      if (block === null || !follows(block, event)) this.#begin(event, true);
      else this.#append(block, event);
      return true;
    }
    if (!isHeading(message.slice(0, maxLength))) return false;
    if (block !== null && follows(block, event) && isBackwards(block)) {
      this.#open.set(keyOf(event), null);
      const lines = [message.slice(0, maxLength), ...block.lines.toReversed()];
      this.#finish({ ...block, lines, first: kept(event), hasHeading: true });
    } else this.#begin(event, false);
    return true;
  }

  /** Another line of the stream. */
  close(event: LogEvent): void {
    const block = this.#open.get(keyOf(event)) ?? null;
    if (block === null) return;
    this.#open.set(keyOf(event), null);
    this.#finish(block);
  }

  end(): void {
    for (const block of this.#open.all()) this.#finish(block);
  }

  #begin(event: LogEvent, hasFrame: boolean): void {
    this.close(event);
    const { message, timestamp } = event;
    const lines = [message.slice(0, maxLength)];
    const block: Block = {
      first: kept(event),
      lines,
      hasHeading: !hasFrame,
      hasFrame,
      last: timestamp,
      length: message.length,
    };
    for (const gone of this.#open.set(keyOf(event), block)) this.#finish(gone);
  }

  #append(block: Block, { message, timestamp }: LogEvent): void {
    block.last = timestamp;
    block.hasFrame = true;
    if (block.length + message.length > maxLength) return;
    block.length += message.length;
    block.lines.push(message);
  }

  #finish(block: Block | null): void {
    if (block === null || !block.hasFrame || !(block.hasHeading || isForwards(block))) return;
    const error = errorOfLines(block.lines.join("\n"));
    if (error !== null) this.#found(error, block.first);
  }
}

function isForwards({ hasHeading, lines }: Block): boolean {
  return !hasHeading && outermost.test(lines.at(-1) ?? "") && !outermost.test(lines[0] ?? "");
}

function isBackwards({ hasHeading, lines }: Block): boolean {
  return !hasHeading && outermost.test(lines[0] ?? "") && !outermost.test(lines.at(-1) ?? "");
}

function follows({ last }: Block, { timestamp }: LogEvent): boolean {
  return last === null || timestamp === null || Math.abs(timestamp - last) <= maxPauseMs;
}

function keyOf({ logGroup, logStream, file }: LogEvent): string {
  return logStream === null ? `\n${file}` : `${logGroup ?? ""}\n${logStream}`;
}
