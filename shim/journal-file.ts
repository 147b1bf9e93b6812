/**
 * The journal in the shim: one file descriptor, which stays open and to which records are appended. While the
 * function loads, records are written in batches: when a batch is full, when the load releases the thread,
 * and before anything that may be the process's last action. Once invocations run, every record is written
 * immediately: loads are few then, and the last one before a process is killed is the most important.
 *
 * A worker thread uses the main thread's descriptors: they belong to the process, and O_APPEND keeps lines of
 * several threads whole.
 */
import { encode } from "../core/journal/codec.ts";
import { encodeEndMark, inSlot } from "../core/journal/end-mark.ts";
import {
  aliveName,
  endMarkName,
  journalFolder,
  journalName,
  maxJournalBytes,
  sysrootVariable,
  watchedMode,
} from "../core/journal/location.ts";
import type { WrittenRecord } from "../core/journal/records.ts";
import { builtin, NumberOf, round } from "./primordials.ts";
import { unseenMicrotask } from "./unseen-microtask.ts";

export interface Journal {
  readonly thread: number;
  /** Adds a record. After the first write that fails, or at the size limit, records are dropped. */
  append(record: WrittenRecord): void;
  /** Writes the records that are held back. */
  flush(): void;
  /** From now on every record is written immediately. */
  writeThrough(): void;
  /** Shows the extension that end marks will come. */
  announceMarks(): void;
  /** Sets the end mark, which wakes the extension. */
  markEnd(requestId: string | null, failure: number | null): void;
  /** `last` is called before each failure, before each end mark and when the process ends. It may append. */
  beforeEnd(last: () => void): void;
  settle(): void;
  /** Adds to the time that the shim has used in this thread, in milliseconds. */
  spend(ms: number): void;
  spent(): number;
}

/** A file descriptor and the file that it refers to, as fstat identifies it. */
interface Descriptor {
  readonly fd: number;
  readonly dev: bigint;
  readonly ino: bigint;
}

/** What all threads of the process use. */
interface Shared {
  readonly journal: Descriptor;
  readonly endMark: Descriptor;
  /** Whether `endMark` is the FIFO, and not the slot. */
  readonly isPipe: boolean;
  /** One 32-bit number: the bytes that the journal can still take. */
  readonly room: SharedArrayBuffer;
}

// Kept from the start: the function may later replace members of fs, or for its tests the whole module.
const { chmodSync, closeSync, constants, fstatSync, openSync, writeSync } = builtin(
  "node:fs",
) as typeof import("node:fs");
const { sub } = Atomics;
const { byteLength } = Buffer;
const soon = unseenMicrotask();

/**
 * `fs.realpathSync` of Node 22 and 24 reads the result of the process's last stat call that returned plain
 * numbers. If that call was for a FIFO, it leaves the next symbolic link as it is, and `import` loads a
 * second copy. Calls that return bigints use separate storage.
 */
const unshared = { bigint: true } as const;

/**
 * A batch is written at this length: about 100 records. One write for all of them costs little more than for
 * one.
 */
const batchLength = 16_384;

/** The key under which worker threads find the descriptors. */
const sharedKey = "outcrop";

/**
 * What Node loads for it is half of the shim's start, and few functions have threads. So the shim asks for it
 * only when the function does.
 */
const threads = (): typeof import("node:worker_threads") =>
  builtin("node:worker_threads") as typeof import("node:worker_threads");

/**
 * Opens the journal that the extension made, and lets worker threads join. Null if there is no journal:
 * nothing would read it.
 */
export function openJournal(): { journal: Journal; share(): void } | null {
  const folder = journalFolder(process.env[sysrootVariable] ?? "");
  // A journal that is not a file must not hold up the function: a pipe would, until another process reads it.
  const flags = constants.O_WRONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  let journal: number | undefined;
  try {
    const alive = openAlive(`${folder}/${aliveName}`, flags);
    const path = `${folder}/${journalName}`;
    journal = openSync(path, flags | constants.O_APPEND);
    const endMark = alive ?? openSync(`${folder}/${endMarkName}`, flags);
    const shared: Shared = {
      journal: described(journal),
      endMark: described(endMark),
      isPipe: alive !== null,
      room: new SharedArrayBuffer(4),
    };
    new Int32Array(shared.room)[0] = maxJournalBytes;
    return {
      journal: journalOn(shared, path, 0, 0),
      share: () => threads().setEnvironmentData(sharedKey, shared as never),
    };
  } catch {
    if (journal !== undefined) closeSync(journal);
    return null;
  }
}

/**
 * Opens the FIFO, which stays open as long as this process lives: the kernel reports the process's end to the
 * extension. Null if the FIFO was never made.
 * @throws NodeJS.ErrnoException unless another process reads it; TypeError if it is something else, which
 *   marks would fill
 */
function openAlive(path: string, flags: number): number | null {
  let alive: number;
  try {
    alive = openSync(path, flags);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
  if (fstatSync(alive, unshared).isFIFO()) return alive;
  closeSync(alive);
  throw new TypeError();
}

/**
 * The process's journal for a worker thread. Null if the main thread is not observed. Half of the room is
 * kept for the main thread: a function may start a worker in every invocation, and each worker records all
 * that it loads.
 */
export function joinJournal(thread: number): Journal | null {
  const shared = threads().getEnvironmentData(sharedKey) as unknown as Shared | undefined;
  return shared === undefined ? null : journalOn(shared, "", thread, maxJournalBytes / 2);
}

function described(fd: number): Descriptor {
  const { dev, ino } = fstatSync(fd, unshared);
  return { fd, dev, ino };
}

/**
 * The length of the descriptor's file. The function may close descriptors that it does not know, and the
 * files that it opens next get their numbers: the shim must not write to those.
 * @throws NodeJS.ErrnoException for a closed descriptor; TypeError for one that refers to another file
 */
function lengthBehind(descriptor: Descriptor): number {
  const { dev, ino, size } = fstatSync(descriptor.fd, unshared);
  if (dev !== descriptor.dev || ino !== descriptor.ino) throw new TypeError();
  return NumberOf(size);
}

function lengthOf(descriptor: Descriptor): number | null {
  try {
    return lengthBehind(descriptor);
  } catch {
    return null;
  }
}

/** @param path the journal's; a worker thread announces nothing, and has none */
function journalOn(shared: Shared, path: string, thread: number, reserved: number): Journal {
  const room = new Int32Array(shared.room);
  let held = "";
  let batching = true;
  let marks = 0;
  let spentMs = 0;
  let whole = true;
  const lasts: (() => void)[] = [];

  const settle = (): void => {
    for (let i = 0; i < lasts.length; i++) lasts[i]?.();
  };
  const flush = (): void => {
    if (held === "") return;
    const lines = held;
    held = "";
    try {
      lengthBehind(shared.journal);
      // A full disk accepts only a part. The next line would be joined to that part, so none is written.
      if (writeSync(shared.journal.fd, lines) === byteLength(lines)) return;
    } catch {}
    whole = false;
  };
  return {
    thread,
    append(record) {
      if (!whole) return;
      try {
        let line = encode(record);
        if (sub(room, 0, line.length) - line.length <= reserved) {
          line = encode({ tag: "full", thread });
          batching = whole = false;
        }
        if (held === "" && batching) soon(flush);
        held += line;
        if (!batching || held.length > batchLength) flush();
      } catch {
        whole = false;
      }
    },
    flush,
    writeThrough() {
      batching = false;
      flush();
    },
    announceMarks() {
      try {
        // Node's permission model refuses the descriptor, and allows the path.
        chmodSync(path, watchedMode);
      } catch {}
    },
    markEnd(requestId, failure) {
      try {
        settle();
        flush();
        const line = encodeEndMark({
          count: ++marks,
          requestId,
          failure,
          shimMs: round(spentMs),
          journalWhole: whole,
          journalBytes: lengthOf(shared.journal),
        });
        lengthBehind(shared.endMark);
        // A full FIFO does not accept the mark, and it is lost: the extension waits for no mark without a
        // limit.
        if (shared.isPipe) writeSync(shared.endMark.fd, `${line}\n`);
        else writeSync(shared.endMark.fd, inSlot(line), 0);
      } catch {}
    },
    settle,
    beforeEnd(last) {
      lasts[lasts.length] = last;
    },
    spend(ms) {
      spentMs += ms;
    },
    spent: () => round(spentMs),
  };
}
