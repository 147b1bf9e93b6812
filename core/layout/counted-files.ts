import type { FileContent, FileStat, FileSystem } from "../file-system.ts";

/**
 * The same file system, with the bytes of contents counted, so that a budget can be kept without asking each
 * reader.
 */
export class CountedFiles implements FileSystem {
  readonly #files: FileSystem;
  #bytesRead = 0;

  constructor(files: FileSystem) {
    this.#files = files;
  }

  get bytesRead(): number {
    return this.#bytesRead;
  }

  readFile(path: string, maxBytes: number): FileContent | null {
    const content = this.#files.readFile(path, maxBytes);
    this.#bytesRead += content?.bytes.byteLength ?? 0;
    return content;
  }

  readAt(path: string, offset: number, length: number): Uint8Array | null {
    const bytes = this.#files.readAt(path, offset, length);
    this.#bytesRead += bytes?.byteLength ?? 0;
    return bytes;
  }

  readDir(path: string, maxEntries: number): readonly string[] | null {
    return this.#files.readDir(path, maxEntries);
  }

  stat(path: string): FileStat | null {
    return this.#files.stat(path);
  }

  realpath(path: string): string | null {
    return this.#files.realpath(path);
  }
}
