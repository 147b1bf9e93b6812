/**
 * Decides by its bytes alone whether an event can matter. Each mark is searched once in a buffer and its next
 * place is kept. A buffer without marks costs one fast search a mark, however many events it contains. V8
 * searches a mark of up to six bytes by its first byte with the CPU's widest instructions, so marks begin
 * with bytes that are rare in logs.
 */
import { NextPlace } from "./next-place.ts";

const marks: readonly Buffer[] = [
  // A line of Outcrop's: "outcrop", without a letter that is twice as common.
  "utcrop",
  // REPORT, INIT_START and INIT_REPORT; in the JSON log format platform.report, .initStart and .initReport.
  "REPORT",
  "INIT_",
  ".repor",
  ".init",
  // The levels of errors in both log formats (ERROR, FATAL), and the codes of Node's errors.
  "ERR",
  "ATAL",
  // Classes of errors, `RequestId: … Error: Runtime exited …`, and the files of frames: loggers have levels
  // of their own.
  "Error",
  "js:",
  // `… Task timed out after …`.
  "Task t",
  // gzip in base64: a delivery.
  "H4sI",
].map((text) => Buffer.from(text));

/** Of `"data"` and `"Data"`: a delivery that is not compressed shows no marks. */
const dataKey = Buffer.from('ata"');

/** No buffer is as long. */
const nowhere = 2 ** 30;

export class Marks {
  readonly #everything: boolean;
  #buffer: Buffer = Buffer.alloc(0);
  /** Of each mark: it is not between these two. */
  readonly #from = new Int32Array(marks.length);
  readonly #next = new Int32Array(marks.length);
  /** No mark is between these two; at the second one is. */
  #quietFrom = nowhere;
  #nearest = nowhere;
  #nearestEnd = nowhere;
  readonly #data = new NextPlace(dataKey);

  /** @param wanted `all`: everything matters. */
  constructor(wanted: "all" | "relevant") {
    this.#everything = wanted === "all";
  }

  in(buffer: Buffer): void {
    this.#buffer = buffer;
    this.#from.fill(nowhere);
    this.#quietFrom = nowhere;
    this.#data.in(buffer);
  }

  /** Does something between these places of the buffer matter? */
  between(start: number, end: number): boolean {
    if (this.#everything) return true;
    if (start < this.#quietFrom || start > this.#nearest) this.#search(start);
    // Most events end here, between two marks.
    if (end <= this.#nearest) return false;
    return this.#nearestEnd <= end || this.#othersEnd(end);
  }

  #search(start: number): void {
    this.#quietFrom = start;
    this.#nearest = nowhere;
    this.#nearestEnd = nowhere;
    for (let index = 0; index < marks.length; index++) {
      if (start < (this.#from[index] as number) || start > (this.#next[index] as number)) {
        const found = this.#buffer.indexOf(marks[index] as Buffer, start);
        this.#from[index] = start;
        this.#next[index] = found < 0 ? nowhere : found;
      }
      const next = this.#next[index] as number;
      if (next >= this.#nearest) continue;
      this.#nearest = next;
      this.#nearestEnd = next + (marks[index] as Buffer).length;
    }
  }

  /** The nearest mark is cut by this place. A shorter one behind it may not be. */
  #othersEnd(end: number): boolean {
    return marks.some((mark, index) => (this.#next[index] as number) + mark.length <= end);
  }

  /** Could a delivery be between these places, which may hold anything? */
  deliveryBetween(start: number, end: number): boolean {
    return this.#data.between(start, end);
  }
}
