/**
 * The files through which the shim tells what it sees. They are made before `register`, since the runtime
 * starts right after it.
 */
import { constants, mkdirSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { endMarkBytes } from "../core/journal/end-mark.ts";
import { endMarkName, journalFolder, journalName } from "../core/journal/location.ts";

interface Files {
  readonly folder: string;
  /** File descriptors, open for reading. */
  readonly journal: number;
}

/**
 * End marks come through a FIFO, which the function's process holds open as long as it lives; or by a slot,
 * where only Node made the files.
 */
export type JournalFiles = Files &
  ({ readonly alive: number } | { readonly alive: null; readonly endMark: number });

/** As the launcher's shell has made and opened them. */
export function launchedJournalFiles(sysroot: string): JournalFiles {
  return { folder: journalFolder(sysroot), alive: 7, journal: 8 };
}

/**
 * Whatever lies there is from a process that was killed together with its extension: /tmp survives a reset
 * (Lambda execution environment). It is set aside, so that it does not pass for the coming process's. Folder
 * and files are this user's alone: Lambda's /tmp is too (mode 0700), so function and extension are one user.
 * A link in the folder's place is moved, not followed.
 * @throws NodeJS.ErrnoException when /tmp does not take the files
 */
export function makeJournalFiles(sysroot: string): JournalFiles {
  const folder = journalFolder(sysroot);
  setAside(folder);
  mkdirSync(folder, { mode: 0o700 });
  try {
    return filesIn(folder);
  } catch (error) {
    // A shim that finds a part of them would write for nobody.
    remove(folder);
    throw error;
  }
}

function filesIn(folder: string): JournalFiles {
  const journal = makeFile(`${folder}/${journalName}`);
  const endMark = makeFile(`${folder}/${endMarkName}`);
  // The slot's block is taken now, so that a mark can still be set when the function has filled /tmp.
  writeSync(endMark, " ".repeat(endMarkBytes), 0);
  return { folder, journal, endMark, alive: null };
}

function setAside(folder: string): void {
  try {
    renameSync(folder, previous(folder));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    // What was set aside before is in the way: that process was killed too.
    remove(previous(folder));
    renameSync(folder, previous(folder));
  }
}

/** The journal that was set aside, open for reading, until `removeLeftovers`. Null where there is none. */
export function openLeftJournal(sysroot: string): number | null {
  try {
    const path = `${previous(journalFolder(sysroot))}/${journalName}`;
    return openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch {
    return null;
  }
}

export function removeLeftovers(sysroot: string): void {
  remove(previous(journalFolder(sysroot)));
}

/**
 * @param reason of the shutdown. Any but a spin-down is a reset, after which /tmp is still there and the init
 *   runs inside an invoke, on the memory's share of the CPU: an empty folder tells the coming launcher
 */
export function removeJournalFiles(files: JournalFiles, reason = "spindown"): void {
  remove(files.folder);
  if (/^spindown$/i.test(reason)) return;
  try {
    mkdirSync(files.folder, { mode: 0o700 });
  } catch {}
}

function makeFile(path: string): number {
  return openSync(
    path,
    constants.O_CREAT | constants.O_EXCL | constants.O_RDWR | constants.O_NOFOLLOW,
    0o600,
  );
}

function previous(folder: string): string {
  return `${folder}.previous`;
}

function remove(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {}
}
