/**
 * Reads ranges of a file for yauzl, each checked against the file's size. yauzl's own reader passes the
 * 64-bit offsets of a hostile zip to fs.read, which throws inside a callback and ends the process.
 */
import { createReadStream } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { Readable } from "node:stream";
import { RandomAccessReader } from "yauzl";

type Callback = (error: Error | null) => void;

/** The file stays open: its owner closes it. */
export class ZipReader extends RandomAccessReader {
  readonly #path: string;
  readonly #file: FileHandle;
  readonly #size: number;

  constructor(path: string, file: FileHandle, size: number) {
    super();
    this.#path = path;
    this.#file = file;
    this.#size = size;
  }

  override read(buffer: Buffer, offset: number, length: number, position: number, callback: Callback): void {
    this.#copy(buffer.subarray(offset, offset + length), position).then(() => callback(null), callback);
  }

  override _readStreamForRange(start: number, end: number): Readable {
    if (!this.#holds(start, end)) return Readable.from(refuse(), { objectMode: false });
    return start === end ? Readable.from([]) : createReadStream(this.#path, { start, end: end - 1 });
  }

  async #copy(target: Buffer, position: number): Promise<void> {
    if (!this.#holds(position, position + target.length)) throw new Error(outside);
    for (let at = 0; at < target.length; ) {
      const { bytesRead } = await this.#file.read(target, at, target.length - at, position + at);
      if (bytesRead === 0) throw new Error(outside);
      at += bytesRead;
    }
  }

  #holds(start: number, end: number): boolean {
    return (
      Number.isSafeInteger(start) &&
      Number.isSafeInteger(end) &&
      start >= 0 &&
      start <= end &&
      end <= this.#size
    );
  }
}

const outside = "it points outside of itself";

// biome-ignore lint/correctness/useYield: it only throws
async function* refuse(): AsyncGenerator<Buffer> {
  throw new Error(outside);
}
