/**
 * The one door through which core sees files. Every method answers null instead of throwing: a file that is
 * missing, unreadable or of another kind is an ordinary fact about a deployed function.
 */
export interface FileSystem {
  /**
   * At most `maxBytes` from the file's start. Null if it is not a readable regular file; `truncated` says
   * that the file is larger. Never blocks on a FIFO or a device: anything but a regular file is null.
   */
  readFile(path: string, maxBytes: number): FileContent | null;
  /**
   * At most `length` bytes from `offset` on, fewer at the file's end. Null and never blocking as `readFile`.
   */
  readAt(path: string, offset: number, length: number): Uint8Array | null;
  /** Names in a directory, sorted, at most `maxEntries`. Null if it is not a readable directory. */
  readDir(path: string, maxEntries: number): readonly string[] | null;
  /** Follows symbolic links. */
  stat(path: string): FileStat | null;
  realpath(path: string): string | null;
}

export interface FileContent {
  readonly bytes: Uint8Array;
  readonly truncated: boolean;
}

export interface FileStat {
  readonly kind: "file" | "directory" | "other";
  /** Bytes. */
  readonly size: number;
  /** Permission bits, for example 0o755. */
  readonly mode: number;
  /** Milliseconds since the epoch. */
  readonly modifiedMs: number;
}
