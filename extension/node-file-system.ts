/**
 * The file-system port on node:fs. Its functions never block, throw, or read more than the caller asked for.
 */
import {
  closeSync,
  constants,
  fstatSync,
  opendirSync,
  openSync,
  readSync,
  realpathSync,
  type Stats,
  statSync,
} from "node:fs";
import type { FileStat, FileSystem } from "../core/file-system.ts";

export const nodeFileSystem: FileSystem = {
  readFile(path, maxBytes) {
    return orNull(() =>
      withRegularFile(path, (file, size) => ({
        bytes: read(file, size, 0, maxBytes),
        truncated: size > maxBytes,
      })),
    );
  },
  readAt(path, offset, length) {
    return orNull(() => withRegularFile(path, (file, size) => read(file, size, offset, length)));
  },
  readDir(path, maxEntries) {
    return orNull(() => {
      const directory = opendirSync(path);
      try {
        const names: string[] = [];
        for (
          let entry = directory.readSync();
          entry !== null && names.length < maxEntries;
          entry = directory.readSync()
        ) {
          names.push(entry.name);
        }
        return names.sort();
      } finally {
        directory.closeSync();
      }
    });
  },
  stat(path) {
    return orNull(() => {
      const stats = statSync(path, { throwIfNoEntry: false });
      return stats === undefined ? null : fileStat(stats);
    });
  },
  realpath(path) {
    return orNull(() => realpathSync.native(path));
  },
};

/**
 * The same, but each `readAt` overwrites the bytes that the one before returned: for large files, which are read
 * in parts. New buffers would stay in memory until V8 collects them.
 * @param most that one `readAt` returns
 */
export function reusingFileSystem(most: number): FileSystem {
  const buffer = Buffer.allocUnsafe(most);
  return {
    ...nodeFileSystem,
    readAt(path, offset, length) {
      return orNull(() =>
        withRegularFile(path, (file, size) =>
          fill(file, offset, buffer.subarray(0, Math.max(0, Math.min(size - offset, length)))),
        ),
      );
    },
  };
}

function withRegularFile<T>(path: string, use: (file: number, size: number) => T): T | null {
  // O_NONBLOCK: to open a FIFO that has no writer would wait for ever.
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = fstatSync(file);
    return stats.isFile() ? use(file, stats.size) : null;
  } finally {
    closeSync(file);
  }
}

function read(file: number, size: number, offset: number, length: number): Uint8Array {
  return fill(file, offset, Buffer.allocUnsafe(Math.max(0, Math.min(size - offset, length))));
}

function fill(file: number, offset: number, bytes: Buffer): Uint8Array {
  let filled = 0;
  while (filled < bytes.length) {
    const count = readSync(file, bytes, filled, bytes.length - filled, offset + filled);
    if (count === 0) break;
    filled += count;
  }
  return bytes.subarray(0, filled);
}

function fileStat(stats: Stats): FileStat {
  return {
    kind: stats.isFile() ? "file" : stats.isDirectory() ? "directory" : "other",
    size: stats.size,
    mode: stats.mode & 0o777,
    modifiedMs: stats.mtimeMs,
  };
}

function orNull<T>(read: () => T | null): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
