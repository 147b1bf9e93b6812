/**
 * Where the journal, the end mark and `alive` lie. The extension makes them before the runtime can start, and
 * holds them open: a function that empties /tmp takes nothing from it. Where the journal, or both FIFO and
 * slot, are missing the shim has no reader, and stays inert.
 */

/**
 * A prefix for every root, set by the sandbox where it cannot mount them at their own places; empty on
 * Lambda.
 */
export const sysrootVariable = "OUTCROP_SYSROOT";

/**
 * Set by the wrapper for the one process to observe and taken out of its environment by the shim: child
 * processes are left alone.
 */
export const attachVariable = "OUTCROP_ATTACH";

/**
 * The folder of these files. /tmp is the one writable place that function and extension share (Lambda
 * execution environment).
 */
export function journalFolder(sysroot: string): string {
  return `${sysroot}/tmp/.outcrop`;
}

export const journalName = "journal";
export const endMarkName = "end-mark";

/**
 * A FIFO that the shim holds open as long as the process lives, and writes end marks to. The slot `end-mark`
 * is there where this is not.
 */
export const aliveName = "alive";

/**
 * The journal's mode once the shim watches a runtime client that it knows: only then do end marks come, and only
 * then may the extension wait for one. The sticky bit means nothing on a file (inode(7)), and a shell can ask for
 * it without a program. The client asks for the first invocation later, so the bit is there before any event.
 */
export const watchedMode = 0o1600;

/** A journal never grows past this; the shim then writes a `full` record and stops. */
export const maxJournalBytes = 16 * 1024 * 1024;
