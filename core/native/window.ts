import type { FileSystem } from "../file-system.ts";

const decoder = new TextDecoder();
const blockBytes = 16 * 1024;
const maxBlocksKept = 8;
/** Per file: more than any symbol table seen, less than a large file. */
const maxBytes = 8 * 1024 * 1024;
const maxText = 4096;
const firstTextBytes = 256;

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
    if (!(offset >= 0 && length >= 0 && offset + length <= this.size && length <= maxBytes)) return null;
    const first = Math.floor(offset / blockBytes);
    if (offset + length > (first + 1) * blockBytes) return this.#read(offset, length, length);
    const start = offset - first * blockBytes;
    const block = this.#block(first);
    return block === null || start + length > block.length ? null : block.subarray(start, start + length);
  }

  /** A text that ends with NUL; null where none does within 4 KiB. */
  text(offset: number): string | null {
    for (let length = firstTextBytes; length <= maxText; length *= 2) {
      const bytes = this.slice(offset, Math.min(length, this.size - offset));
      if (bytes === null) return null;
      const end = bytes.indexOf(0);
      if (end >= 0) return decoder.decode(bytes.subarray(0, end));
      if (bytes.length < length) return null;
    }
    return null;
  }

  #block(index: number): Uint8Array | null {
    const known = this.#blocks.get(index);
    if (known !== undefined) return known;
    const length = Math.min(blockBytes, this.size - index * blockBytes);
    const block = this.#read(index * blockBytes, length, 0);
    if (block === null) return null;
    const oldest = this.#blocks.size < maxBlocksKept ? undefined : this.#blocks.keys().next().value;
    if (oldest !== undefined) this.#blocks.delete(oldest);
    this.#blocks.set(index, block);
    return block;
  }

  #read(offset: number, length: number, atLeast: number): Uint8Array | null {
    if (this.#bytesRead + length > maxBytes) return null;
    this.#bytesRead += length;
    const bytes = this.#files.readAt(this.#path, offset, length);
    return bytes === null || bytes.length < atLeast ? null : bytes;
  }
}
