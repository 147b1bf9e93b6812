/**
 * Lays one directory over another the way Lambda extracts layers: directories merge, anything else replaces
 * what was there; modes are kept.
 */
import {
  chmodSync,
  constants,
  copyFileSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { join } from "node:path";

/** Makes `target`, where nothing is, the same file as `source`, with this mode. */
export type PutFile = (source: string, target: string, mode: number) => void;

const copied: PutFile = (source, target, mode) => {
  copyFileSync(source, target, constants.COPYFILE_FICLONE);
  chmodSync(target, mode);
};

/**
 * @param source a directory; its entries are copied, symbolic links as they are. Sockets and devices are left
 *   out.
 */
export function overlay(source: string, target: string, put: PutFile = copied): void {
  const from = lstatSync(source);
  const before = lstatSync(target, { throwIfNoEntry: false });
  if (from.isDirectory()) {
    if (before && !before.isDirectory()) rmSync(target);
    if (!before?.isDirectory()) mkdirSync(target, { recursive: true });
    for (const name of readdirSync(source)) overlay(join(source, name), join(target, name), put);
    // Last, since the mode may forbid writing.
    chmodSync(target, from.mode & 0o7777);
    return;
  }
  if (before) rmSync(target, { recursive: true });
  if (from.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
  else if (from.isFile()) put(source, target, from.mode & 0o7777);
}
