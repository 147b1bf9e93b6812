/** The file-system port on node:fs. Nothing here blocks, throws, or reads more than it was asked for. */
import { closeSync, constants, fstatSync, opendirSync, openSync, readSync, realpathSync, type Stats, statSync } from "node:fs";
import type { FileStat, FileSystem } from "../core/file-system.ts";

export const nodeFileSystem: FileSystem = {
  readFile(path, maxBytes) {
    return orNull(() => {
      // O_NONBLOCK: opening a FIFO that nobody writes to would wait for ever.
      const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
      try {
        const stats = fstatSync(file);
        if (!stats.isFile()) return null;
        const bytes = Buffer.allocUnsafe(Math.min(stats.size, maxBytes));
        let filled = 0;
        while (filled < bytes.length) {
          const read = readSync(file, bytes, filled, bytes.length - filled, filled);
          if (read === 0) break;
          filled += read;
        }
        return { bytes: bytes.subarray(0, filled), truncated: stats.size > maxBytes };
      } finally {
        closeSync(file);
      }
    });
  },
  readDir(path, maxEntries) {
    return orNull(() => {
      const directory = opendirSync(path);
      try {
        const names: string[] = [];
        for (let entry = directory.readSync(); entry !== null && names.length < maxEntries; entry = directory.readSync()) {
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
