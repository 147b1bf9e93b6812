/**
 * Pairs of brackets in code whose strings and comments are blanks, found in one pass for all of it. What is
 * asked of a code has a limit in all, so that no source makes many questions of many brackets.
 */

const pairOf: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };
/** Characters that may be looked at in all, for each one of the code; and for any code. */
const workPerChar = 8;
const leastWork = 100_000;
const maxBrackets = 100_000;
/** A run of blanks that is longer, a long comment, ends what is read. */
const maxBlanks = 32 * 1024;

export class Brackets {
  readonly #code: string;
  readonly #pairs = new Map<number, number>();
  #left: number;

  constructor(code: string) {
    this.#code = code;
    this.#left = leastWork + workPerChar * code.length;
    const open: number[] = [];
    for (const { 0: char, index } of code.matchAll(/[()[\]{}]/g)) {
      const wanted = pairOf[char];
      if (this.#pairs.size + open.length > maxBrackets) {
        this.#left = 0;
        return;
      }
      if (wanted === undefined) open.push(index);
      else if (code[open.at(-1) ?? -1] === wanted) {
        const start = open.pop() as number;
        this.#pairs.set(start, index);
        this.#pairs.set(index, start);
      }
    }
  }

  /** Whether the limit is reached: later answers are not complete. */
  get exhausted(): boolean {
    return this.#left <= 0;
  }

  /** The place after the bracket that closes the one there; -1 where none does. */
  after(open: number): number {
    const close = this.#pairs.get(open);
    return close === undefined || close < open ? -1 : close + 1;
  }

  /** The place of the bracket that opens the one there; -1 where none does. */
  opening(close: number): number {
    const open = this.#pairs.get(close);
    return open === undefined || open > close ? -1 : open;
  }

  /** The parts of a range of the code between commas that are in no bracket, each with its place. */
  *parts(start: number, end: number): Generator<{ readonly start: number; readonly end: number }, void> {
    let from = start;
    for (let at = start; at <= end; at = this.next(/[,([{]/g, at, end)) {
      const after = this.after(at);
      if (at >= end || this.exhausted) break;
      if (after !== -1 && after <= end) at = after - 1;
      else if (this.#code[at] === ",") {
        yield { start: from, end: at };
        from = at + 1;
      }
      at++;
    }
    yield { start: from, end };
  }

  /** The first place from `at` on, before `end`, that the expression finds; `end` if there is none. */
  next(expression: RegExp, at: number, end: number): number {
    expression.lastIndex = at;
    const found = at >= end || this.exhausted ? null : expression.exec(this.#code);
    const place = found === null || found.index > end ? end : found.index;
    this.#left -= (at >= end ? at : (found?.index ?? this.#code.length)) - at + 1;
    return place;
  }
}

/** The last place before `at` that holds no blank; -1 if there is none. */
export function lastBefore(code: string, at: number): number {
  let last = at - 1;
  const least = Math.max(0, last - maxBlanks);
  while (last >= least && isBlank(code[last] as string)) last--;
  return last;
}

/** The first place from `at` on that holds no blank; the code's length if there is none. */
export function firstFrom(code: string, at: number): number {
  let first = at;
  const most = Math.min(code.length, at + maxBlanks);
  while (first < most && isBlank(code[first] as string)) first++;
  return first;
}

function isBlank(char: string): boolean {
  return char === " " || char === "\n" || char === "\t" || char === "\r";
}
