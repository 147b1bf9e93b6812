import type { FileSystem } from "../file-system.ts";

const DECODER = new TextDecoder();
const BLOCK = 16 * 1024;
const MAX_BLOCKS_KEPT = 8;
/** Per file: more than any symbol table seen, less than a large file. */
const MAX_BYTES = 8 * 1024 * 1024;
const MAX_TEXT = 4096;
const TEXT_STEP = 256;

/**
 * Reads a file at any position, in blocks, and never more than 8 MiB of it in all: offsets in a header are
 * not to be believed.
 */
export class FileWindow {
  readonly size: number;
  readonly #files: FileSystem;
  readonly #path: string;
  readonly #blocks = new Map<number, Uint8Array>();
  #bytesRead = 0;

  constructor(files: FileSystem, path: string, size: number) {
    this.#files = files;
    this.#path = path;
    this.size = size;
  }

  /** Null unless every byte is there, readable and within the budget. */
  slice(offset: number, length: number): Uint8Array | null {
    if (!(offset >= 0 && length >= 0 && offset + length <= this.size && length <= MAX_BYTES)) return null;
    const first = Math.floor(offset / BLOCK);
    if (offset + length > (first + 1) * BLOCK) return this.#read(offset, length, length);
    const start = offset - first * BLOCK;
    const block = this.#block(first);
    return block === null || start + length > block.length ? null : block.subarray(start, start + length);
  }

  /** A text that ends with NUL; null where none does within 4 KiB. */
  text(offset: number): string | null {
    for (let length = TEXT_STEP; length <= MAX_TEXT; length *= 2) {
      const bytes = this.slice(offset, Math.min(length, this.size - offset));
      if (bytes === null) return null;
      const end = bytes.indexOf(0);
      if (end >= 0) return DECODER.decode(bytes.subarray(0, end));
      if (bytes.length < length) return null;
    }
    return null;
  }

  #block(index: number): Uint8Array | null {
    const known = this.#blocks.get(index);
    if (known !== undefined) return known;
    const length = Math.min(BLOCK, this.size - index * BLOCK);
    const block = this.#read(index * BLOCK, length, 0);
    if (block === null) return null;
    const oldest = this.#blocks.size < MAX_BLOCKS_KEPT ? undefined : this.#blocks.keys().next().value;
    if (oldest !== undefined) this.#blocks.delete(oldest);
    this.#blocks.set(index, block);
    return block;
  }

  #read(offset: number, length: number, atLeast: number): Uint8Array | null {
    if (this.#bytesRead + length > MAX_BYTES) return null;
    this.#bytesRead += length;
    const bytes = this.#files.readAt(this.#path, offset, length);
    return bytes === null || bytes.length < atLeast ? null : bytes;
  }
}
