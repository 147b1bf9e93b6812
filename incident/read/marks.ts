/**
 * Decides by its bytes alone whether an event can matter. Each mark is searched once in a buffer and its next
 * place is kept. A buffer without marks costs one fast search a mark, however many events it contains. V8
 * searches a mark of up to six bytes by its first byte with the CPU's widest instructions, so marks begin
 * with bytes that are rare in logs.
 */
const marks: readonly Buffer[] = [
  // A line of Outcrop's.
  "outcrop",
  // REPORT, INIT_START and INIT_REPORT; in the JSON log format platform.report, .initStart and .initReport.
  "REPORT",
  "INIT_",
  ".repor",
  ".init",
  // The levels of errors in both log formats, and the codes of Node's errors.
  "ERR",
  "FATAL",
  // Classes of errors, `RequestId: … Error: Runtime exited …`, and the files of frames: loggers have levels of
  // their own.
  "Error",
  "js:",
  // `… Task timed out after …`.
  "k time",
  // gzip in base64: a delivery.
  "H4sI",
].map((text) => Buffer.from(text));

export class Marks {
  readonly #everything: boolean;
  #buffer: Buffer = Buffer.alloc(0);
  readonly #from = new Float64Array(marks.length).fill(Number.POSITIVE_INFINITY);
  readonly #next = new Float64Array(marks.length);
  #quietFrom = Number.POSITIVE_INFINITY;
  #quietTo = 0;

  /** @param wanted `all`: everything matters. */
  constructor(wanted: "all" | "relevant") {
    this.#everything = wanted === "all";
  }

  in(buffer: Buffer): void {
    this.#buffer = buffer;
    this.#from.fill(Number.POSITIVE_INFINITY);
    this.#quietFrom = Number.POSITIVE_INFINITY;
  }

  /** Does something between these places of the buffer matter? */
  between(start: number, end: number): boolean {
    if (this.#everything) return true;
    // There is no mark between the last search and the nearest mark. Most events end here.
    if (start >= this.#quietFrom && end <= this.#quietTo) return false;
    let nearest = Number.POSITIVE_INFINITY;
    for (let index = 0; index < marks.length; index++) {
      if (start < (this.#from[index] as number) || start > (this.#next[index] as number)) {
        const found = this.#buffer.indexOf(marks[index] as Buffer, start);
        this.#from[index] = start;
        this.#next[index] = found < 0 ? Number.POSITIVE_INFINITY : found;
      }
      const next = this.#next[index] as number;
      if (next + (marks[index] as Buffer).length <= end) return true;
      if (next < nearest) nearest = next;
    }
    this.#quietFrom = start;
    this.#quietTo = nearest;
    return false;
  }
}
