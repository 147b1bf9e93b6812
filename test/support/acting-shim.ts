/** What a shim would do, in the files that the launcher has made. */
import { closeSync, constants, fchmodSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { encodeEndMark } from "../../core/journal/end-mark.ts";
import { aliveName, journalFolder, journalName, watchedMode } from "../../core/journal/location.ts";
import type { JournalRecord } from "../../core/journal/records.ts";
import { threadRecord } from "../../shim/thread.ts";
import { lineOf } from "./written-failure.ts";

export class ActingShim {
  readonly #alive: number;
  readonly #journal: number;
  #marks = 0;
  #bytes = 0;

  constructor(sysroot: string) {
    const folder = journalFolder(sysroot);
    this.#alive = openSync(join(folder, aliveName), constants.O_WRONLY | constants.O_NONBLOCK);
    this.#journal = openSync(join(folder, journalName), constants.O_WRONLY | constants.O_APPEND);
    fchmodSync(this.#journal, watchedMode);
    this.append(threadRecord(0, 0));
  }

  append(...records: readonly JournalRecord[]): void {
    this.#bytes += writeSync(this.#journal, records.map(lineOf).join(""));
  }

  /** @param failure the ordinal of a failure record */
  mark(requestId: string | null, failure: number | null = null): void {
    const mark = {
      count: ++this.#marks,
      requestId,
      failure,
      shimMs: 1,
      journalWhole: true,
      journalBytes: this.#bytes,
    };
    this.write(`${encodeEndMark(mark)}\n`);
  }

  /** Anything else, into the FIFO. A full one takes none. */
  write(text: string): void {
    try {
      writeSync(this.#alive, text);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
    }
  }

  die(): void {
    closeSync(this.#alive);
    closeSync(this.#journal);
  }
}
