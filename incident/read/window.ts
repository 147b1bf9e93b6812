/**
 * The current bytes of a file, and the position in them. Between two chunks only the unread bytes are kept,
 * as a copy.
 */
import { roomBefore } from "./chunks.ts";
import { NextPlace } from "./next-place.ts";

const newline = 0x0a;

export class Window {
  bytes: Buffer = Buffer.alloc(0);
  /** Of the first of these bytes in the file. */
  base = 0;
  /** What comes next, in these bytes. */
  at = 0;
  /** 1-based, of what comes next. */
  line = 1;
  /** No more bytes will come. */
  final = false;
  #kept: Buffer = Buffer.alloc(0);
  #isKept = false;
  readonly #zero = new NextPlace(0);

  append(chunk: Buffer): void {
    const held = this.bytes.length - this.at;
    this.base += this.at;
    const room = held === 0 ? null : roomBefore(chunk);
    if (room === null) {
      this.bytes = chunk;
      this.#isKept = false;
    } else if (held <= room.length) {
      // The few bytes are copied, and not the many.
      this.bytes.copy(room, room.length - held, this.at);
      this.bytes = Buffer.from(chunk.buffer, chunk.byteOffset - held, held + chunk.length);
      this.#isKept = false;
    } else {
      this.#keep(held + chunk.length);
      chunk.copy(this.#kept, held);
      this.bytes = this.#kept.subarray(0, held + chunk.length);
    }
    this.at = 0;
    this.#zero.in(this.bytes);
  }

  /** Releases the chunk, so that its owner can overwrite it. */
  release(): void {
    const held = this.bytes.length - this.at;
    if (this.#isKept || held === 0) return;
    this.base += this.at;
    this.#keep(held);
    this.bytes = this.#kept.subarray(0, held);
    this.at = 0;
    this.#zero.in(this.bytes);
  }

  /** Copies the unread bytes to the beginning of a buffer with room for `size` bytes. */
  #keep(size: number): void {
    if (this.#kept.length >= size) this.bytes.copy(this.#kept, 0, this.at);
    else {
      const larger = Buffer.allocUnsafeSlow(
        Math.max(size, Math.min(this.#kept.length * 2, size + 0x10_0000)),
      );
      this.bytes.copy(larger, 0, this.at);
      this.#kept = larger;
    }
    this.#isKept = true;
  }

  get place(): number {
    return this.base + this.at;
  }

  text(start: number, end: number): string {
    return this.bytes.toString("utf8", start, end);
  }

  /** The line break from here on; at the file's end that end; null when it is not known yet. */
  lineEnd(from: number): number | null {
    const found = this.bytes.indexOf(newline, from);
    return found >= 0 ? found : this.final ? this.bytes.length : null;
  }

  /** Text has no byte 0. */
  isText(start: number, end: number): boolean {
    return !this.#zero.between(start, end);
  }

  /** Goes on behind this line break, with none before it. */
  passLine(end: number): void {
    if (end < this.bytes.length) this.line++;
    this.at = Math.min(end + 1, this.bytes.length);
  }

  /** Goes on behind this line break, counting those before it. */
  pass(end: number): void {
    let at = this.bytes.indexOf(newline, this.at);
    while (at >= 0 && at <= end) {
      this.line++;
      at = at === end ? -1 : this.bytes.indexOf(newline, at + 1);
    }
    this.at = Math.min(end + 1, this.bytes.length);
  }

  /** Goes on behind the next line break; false when it is not there yet. */
  skipLine(): boolean {
    const end = this.bytes.indexOf(newline, this.at);
    if (end < 0) this.at = this.bytes.length;
    else this.passLine(end);
    return end >= 0;
  }
}
