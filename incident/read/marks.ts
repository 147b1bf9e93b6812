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

  in(buffer: Buffer): void {
    this.#buffer = buffer;
    this.#from.fill(Number.POSITIVE_INFINITY);
  }

  /** Is there a mark between these places of the buffer? */
  between(start: number, end: number): boolean {
    for (const [index, mark] of marks.entries()) {
      const known = start >= (this.#from[index] as number) && start <= (this.#next[index] as number);
      if (!known) {
        const found = this.#buffer.indexOf(mark, start);
        this.#from[index] = start;
        this.#next[index] = found < 0 ? Number.POSITIVE_INFINITY : found;
      }
      if ((this.#next[index] as number) + mark.length <= end) return true;
    }
    return false;
  }
}
