/**
 * Finds out by its bytes alone whether an event can matter: an Outcrop document, a platform record or an error. Each mark is searched once in a
 * buffer and its next place kept, so that a buffer without marks costs one fast search a mark, however many events lie in it.
 */
const marks: readonly Buffer[] = [
  "outcrop",
  // START, END, REPORT and the platform's own error lines; "requestId" is in every line of the JSON log format.
  "RequestId: ",
  "INIT_",
  "RESTORE_",
  "EXTENSION\t",
  "TELEMETRY\t",
  "LOGS\t",
  // The same in JSON, as text and escaped inside another JSON text.
  "platform.",
  "rror",
  "RROR",
  "Exception",
  "imed out",
  "FATAL",
  // A letter may be written as an escape, and hide any of the above.
  "\\u00",
  // A tab inside a JSON string.
  "EXTENSION\\t",
  "TELEMETRY\\t",
  "LOGS\\t",
].map((text) => Buffer.from(text));

export class Marks {
  #buffer: Buffer = Buffer.alloc(0);
  readonly #from = new Float64Array(marks.length).fill(Number.POSITIVE_INFINITY);
  readonly #next = new Float64Array(marks.length);
  #quietFrom = Number.POSITIVE_INFINITY;
  #quietTo = 0;

  in(buffer: Buffer): void {
    this.#buffer = buffer;
    this.#from.fill(Number.POSITIVE_INFINITY);
    this.#quietFrom = Number.POSITIVE_INFINITY;
  }

  /** Is there a mark between these places of the buffer? */
  between(start: number, end: number): boolean {
    // Nothing lies between where all were last looked for and the nearest: most events end here.
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
