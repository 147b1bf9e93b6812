/**
 * The files through which the shim reports what it sees. They are made before `register`, since the runtime
 * starts directly after it.
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
 * End marks come through a FIFO, which the function's process holds open as long as it lives. If Node made
 * the files, without the shell, end marks come through a slot.
 */
export type JournalFiles = Files &
  ({ readonly alive: number } | { readonly alive: null; readonly endMark: number });

/** The files as the launcher's shell has made and opened them. */
export function launchedJournalFiles(sysroot: string): JournalFiles {
  return { folder: journalFolder(sysroot), alive: 7, journal: 8 };
}

/**
 * Makes the folder and its files. An existing folder is from a process that was killed together with its
 * extension: /tmp survives a reset (Lambda execution environment). It is moved aside, so that it is not taken
 * for the next process's. Only this user can use the folder and the files. Lambda's /tmp has the same
 * restriction (mode 0700), so function and extension are one user. A link with the folder's name is moved,
 * not followed.
 * @throws NodeJS.ErrnoException if /tmp does not accept the files
 */
export function makeJournalFiles(sysroot: string): JournalFiles {
  const folder = journalFolder(sysroot);
  setAside(folder);
  mkdirSync(folder, { mode: 0o700 });
  try {
    return filesIn(folder);
  } catch (error) {
    // If the shim found only some of the files, it would write data that nothing reads.
    remove(folder);
    throw error;
  }
}

function filesIn(folder: string): JournalFiles {
  const journal = makeFile(`${folder}/${journalName}`);
  const endMark = makeFile(`${folder}/${endMarkName}`);
  // The slot's block is allocated now, so that a mark can still be set when the function has filled /tmp.
  writeSync(endMark, " ".repeat(endMarkBytes), 0);
  return { folder, journal, endMark, alive: null };
}

function setAside(folder: string): void {
  try {
    renameSync(folder, previous(folder));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    // An older folder has the name already: that process was killed too.
    remove(previous(folder));
    renameSync(folder, previous(folder));
  }
}

/**
 * The journal that was moved aside, open for reading until `removeLeftovers`. Null if there is no such
 * journal.
 */
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
 * @param reason of the shutdown. Any reason except a spin-down means a reset. After a reset /tmp still
 *   exists, and the init runs inside an invoke, on the memory's share of the CPU. An empty folder signals the
 *   reset to the next launcher.
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
