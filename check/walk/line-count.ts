/**
 * The line of an offset, from 1 on. It counts from the offset that was asked for last: the next one is mostly
 * near it. The parser could count lines, but then takes a third more memory for lines that no one asks about.
 */
export class LineCount {
  readonly #source: string;
  #offset = 0;
  #line = 1;

  constructor(source: string) {
    this.#source = source;
  }

  at(offset: number): number {
    const [from, to] = offset < this.#offset ? [offset, this.#offset] : [this.#offset, offset];
    let breaks = 0;
    for (let at = this.#source.indexOf("\n", from); at !== -1 && at < to; breaks++)
      at = this.#source.indexOf("\n", at + 1);
    this.#line += offset < this.#offset ? -breaks : breaks;
    this.#offset = offset;
    return this.#line;
  }
}
