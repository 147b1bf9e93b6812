/**
 * Reads ranges of a zip for yauzl, each checked against the zip's size. yauzl's own reader passes the 64-bit
 * offsets of a hostile zip to fs.read, which throws inside a callback and ends the process.
 */
import { createReadStream } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { Readable } from "node:stream";
import { RandomAccessReader } from "yauzl";

type Callback = (error: Error | null) => void;

export interface ZipBytes {
  readonly size: number;
  /** How many bytes were copied; 0 at the end. */
  read(target: Buffer, position: number): Promise<number>;
  stream(start: number, end: number): Readable;
}

/** The file stays open: its owner closes it. */
export function bytesOfFile(path: string, file: FileHandle, size: number): ZipBytes {
  return {
    size,
    read: async (target, position) => (await file.read(target, 0, target.length, position)).bytesRead,
    stream: (start, end) => createReadStream(path, { start, end: end - 1 }),
  };
}

export function bytesOfBuffer(bytes: Buffer): ZipBytes {
  return {
    size: bytes.length,
    read: async (target, position) => bytes.copy(target, 0, position),
    stream: (start, end) => Readable.from(pieces(bytes.subarray(start, end)), { objectMode: false }),
  };
}

const pieceBytes = 64 * 1024;

function* pieces(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
}

export class ZipReader extends RandomAccessReader {
  readonly #bytes: ZipBytes;

  constructor(bytes: ZipBytes) {
    super();
    this.#bytes = bytes;
  }

  override read(buffer: Buffer, offset: number, length: number, position: number, callback: Callback): void {
    this.#copy(buffer.subarray(offset, offset + length), position).then(() => callback(null), callback);
  }

  override _readStreamForRange(start: number, end: number): Readable {
    if (!this.#holds(start, end)) return Readable.from(refuse(), { objectMode: false });
    return start === end ? Readable.from([]) : this.#bytes.stream(start, end);
  }

  async #copy(target: Buffer, position: number): Promise<void> {
    if (!this.#holds(position, position + target.length)) throw new Error(outside);
    for (let at = 0; at < target.length; ) {
      const copied = await this.#bytes.read(target.subarray(at), position + at);
      if (copied === 0) throw new Error(outside);
      at += copied;
    }
  }

  #holds(start: number, end: number): boolean {
    return (
      Number.isSafeInteger(start) &&
      Number.isSafeInteger(end) &&
      start >= 0 &&
      start <= end &&
      end <= this.#bytes.size
    );
  }
}

const outside = "it points outside of itself";

// biome-ignore lint/correctness/useYield: it only throws
async function* refuse(): AsyncGenerator<Buffer> {
  throw new Error(outside);
}
