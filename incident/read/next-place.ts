/**
 * Where some bytes are next in a buffer. They are searched once and the place is kept: a buffer without them
 * costs one fast search, however many lines ask.
 */
export class NextPlace {
  readonly #sought: Buffer | number;
  readonly #length: number;
  #buffer: Buffer = Buffer.alloc(0);
  /** Nothing is between these two. */
  #from = nowhere;
  #next = nowhere;

  constructor(sought: Buffer | number) {
    this.#sought = sought;
    this.#length = typeof sought === "number" ? 1 : sought.length;
  }

  in(buffer: Buffer): void {
    this.#buffer = buffer;
    this.#from = nowhere;
  }

  /** From `start` on; behind every buffer where it is not there. */
  from(start: number): number {
    if (start < this.#from || start > this.#next) {
      const found = this.#buffer.indexOf(this.#sought, start);
      this.#from = start;
      this.#next = found < 0 ? nowhere : found;
    }
    return this.#next;
  }

  between(start: number, end: number): boolean {
    return this.from(start) + this.#length <= end;
  }
}

/** No buffer is as long. */
const nowhere = 2 ** 30;
