/**
 * Reads what the shim has written since the last call. The file descriptor stays open: a function that
 * empties /tmp removes the journal's name, but not its content. The content is not trusted. A line that is
 * not a record is skipped and counted. A line that never ends is discarded as it comes. Nothing beyond the
 * shim's own limit is read, however often the journal is cut and filled again.
 */
import { fstatSync, readSync } from "node:fs";
import { decode, maxLineBytes } from "../core/journal/codec.ts";
import { maxJournalBytes } from "../core/journal/location.ts";
import type { JournalRecord } from "../core/journal/records.ts";
import { admit } from "../core/telemetry/admit.ts";

const lineFeed = 10;

/** About 100 records: to decode them is one step of the work. */
const chunkBytes = 16 * 1024;

export class JournalReader {
  readonly #file: number;
  readonly #report: (problem: string) => void;
  #offset = 0;
  #wasCut = false;
  /** Bytes that were read before the journal was cut. */
  #readBeforeCut = 0;
  /** The start of a line whose end is not written yet. */
  #rest: Buffer = Buffer.alloc(0);
  /** Whether the reader is inside a line that is too long. */
  #discarding = false;
  readonly #chunk = Buffer.allocUnsafe(chunkBytes);

  /**
   * @param file a descriptor open for reading
   * @param report receives what is wrong with the journal, in one sentence; the same sentence may come again
   */
  constructor(file: number, report: (problem: string) => void) {
    this.#file = file;
    this.#report = report;
  }

  /** Every whole record written since the last call. */
  read(): JournalRecord[] {
    const records: JournalRecord[] = [];
    for (const some of this.reading(null)) records.push(...some);
    return records;
  }

  /**
   * The complete records written since the last call, chunk by chunk. The reader keeps none of them: a
   * journal that has reached its limit is large.
   * @param until the journal's length up to which to read; null for all of it. If the journal was cut, the
   *   length is meaningless and all is read
   */
  *reading(until: number | null): Generator<JournalRecord[], void> {
    try {
      if (this.#checkSize(until ?? 0)) until = null;
      for (;;) {
        const room = maxJournalBytes + maxLineBytes - this.#readBeforeCut - this.#offset;
        if (room <= 0) {
          this.#report("the journal is larger than the shim writes; the rest is not read");
          break;
        }
        const wanted = Math.min(this.#chunk.length, room, (until ?? Number.POSITIVE_INFINITY) - this.#offset);
        const length = wanted <= 0 ? 0 : readSync(this.#file, this.#chunk, 0, wanted, this.#offset);
        if (length === 0) break;
        this.#offset += length;
        const records: JournalRecord[] = [];
        this.#take(this.#chunk.subarray(0, length), (record) => records.push(record));
        yield records;
      }
    } catch (error) {
      this.#report(`the journal cannot be read: ${(error as NodeJS.ErrnoException).code ?? "unknown error"}`);
    }
  }

  /**
   * Whether the journal was cut, now or before.
   * @param least a length that it once had
   */
  #checkSize(least: number): boolean {
    const { nlink, size } = fstatSync(this.#file);
    if (nlink === 0) this.#report("the journal was removed from /tmp; it is still written and read");
    if (size >= Math.max(this.#offset, least)) return this.#wasCut;
    this.#report("the journal was cut; records in the lost part are missing");
    this.#wasCut = true;
    if (size >= this.#offset) return true;
    this.#readBeforeCut += this.#offset;
    this.#offset = 0;
    this.#rest = Buffer.alloc(0);
    this.#discarding = false;
    return true;
  }

  #take(bytes: Buffer, take: (record: JournalRecord) => void): void {
    let start = 0;
    for (let end = bytes.indexOf(lineFeed); end !== -1; end = bytes.indexOf(lineFeed, start)) {
      const line = bytes.subarray(start, end);
      start = end + 1;
      if (this.#discarding) this.#discarding = false;
      else this.#decode(this.#rest.length === 0 ? line : Buffer.concat([this.#rest, line]), take);
      this.#rest = Buffer.alloc(0);
    }
    if (this.#discarding) return;
    const rest = bytes.subarray(start);
    if (this.#rest.length + rest.length > maxLineBytes) {
      this.#report("the journal has a line that is longer than any record; it is skipped");
      this.#discarding = true;
      this.#rest = Buffer.alloc(0);
    } else if (rest.length > 0) {
      this.#rest = Buffer.concat([this.#rest, rest]);
    }
  }

  #decode(line: Buffer, take: (record: JournalRecord) => void): void {
    if (line.length === 0) return;
    const record = decode(line.toString("utf8"));
    if (record === null) this.#report("the journal has lines that are not records; they are skipped");
    else take(admit(record));
  }
}
