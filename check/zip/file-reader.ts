/**
 * Reads ranges of an open file for yauzl, each checked against the file's size. yauzl's own reader passes the
 * 64-bit offsets of a hostile zip to fs.read, which then throws inside a callback and ends the process.
 *
 * Most reads are of a few bytes, one after the other, so each read of the file fills a window for the next.
 */
import type { FileHandle } from "node:fs/promises";
import { Readable } from "node:stream";
import { RandomAccessReader } from "yauzl";

const windowBytes = 65_536;

type Callback = (error: Error | null) => void;

interface Window {
  readonly start: number;
  readonly bytes: Buffer;
}

/** The file stays open: its owner closes it. */
export class FileReader extends RandomAccessReader {
  readonly #file: FileHandle;
  readonly #size: number;
  #window: Window = { start: 0, bytes: Buffer.alloc(0) };

  constructor(file: FileHandle, size: number) {
    super();
    this.#file = file;
    this.#size = size;
  }

  override read(buffer: Buffer, offset: number, length: number, position: number, callback: Callback): void {
    this.#copy(position, buffer.subarray(offset, offset + length)).then(() => callback(null), callback);
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.#chunks(start, end), { objectMode: false });
  }

  async #copy(position: number, target: Buffer): Promise<void> {
    // Compared like this because a position of 2^64 plus a few bytes is rounded down to the position.
    if (position > this.#size - target.length) throw new Error("truncated or damaged: it ends too early");
    for (let done = 0; done < target.length; ) {
      const bytes = await this.#bytesAt(position + done);
      done += bytes.copy(target, done);
    }
  }

  async *#chunks(start: number, end: number): AsyncGenerator<Buffer> {
    for (let at = start; at < end; ) {
      const bytes = (await this.#bytesAt(at)).subarray(0, end - at);
      yield bytes;
      at += bytes.length;
    }
  }

  /** Some bytes from there on, at least one. The position is inside the file. */
  async #bytesAt(position: number): Promise<Buffer> {
    const { start, bytes } = this.#window;
    if (start <= position && position < start + bytes.length) return bytes.subarray(position - start);
    const length = Math.min(windowBytes, this.#size - position);
    const { bytesRead, buffer } = await this.#file.read(Buffer.allocUnsafeSlow(length), 0, length, position);
    if (bytesRead === 0) throw new Error("the file became shorter while it was read");
    this.#window = { start: position, bytes: buffer.subarray(0, bytesRead) };
    return this.#window.bytes;
  }
}
