/**
 * Reads one JSON document from a file of any size, in steps and with a small window of it in memory. The
 * caller walks the document in its order and skips what it does not want.
 *
 * 1. Bytes come in chunks. After each chunk the generators yield, and after some members or elements, so that a
 *    step is short.
 * 2. A string that is not wanted is passed over by `indexOf`, which is native: most of a source map is long
 *    strings.
 * 3. A value that is not wanted needs no more than a count of its brackets, so depth costs nothing.
 *
 * JSON.parse would hold a source map of 50 MB in memory two times, in one long step. Streaming parsers of npm
 * make an event or a string of every value and look at each byte in JavaScript, which the extension does not
 * optimise.
 */
import type { FileSystem } from "../../file-system.ts";

/**
 * Bytes at a place: fewer than asked for at the end, null if it cannot be read. The next call may overwrite them.
 */
export type ReadAt = (offset: number, length: number) => Uint8Array | null;

export function bytesOf(files: FileSystem, path: string): ReadAt {
  return (offset, length) => files.readAt(path, offset, length);
}

/** `too-large`: the document goes on past the limit. */
export class JsonError extends Error {
  readonly reason: "malformed" | "too-large";

  constructor(reason: "malformed" | "too-large") {
    super(reason);
    this.reason = reason;
  }
}

const chunkBytes = 32 * 1024;
/** So many members or elements are one step. */
const itemsInAStep = 64;
const maxKeyBytes = 4_096;
/** No number or word in these files is longer. */
const maxLiteral = 64;
const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const colon = 0x3a;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const end = -1;
const nothing = new Uint8Array(0);

export class JsonReader {
  readonly #readAt: ReadAt;
  readonly #maxBytes: number;
  readonly #decoder = new TextDecoder();
  #bytes: Uint8Array = nothing;
  #at = 0;
  /** Where in the file the window ends. */
  #offset = 0;
  /** A chunk was read since the last yield. */
  #isStepDone = false;

  constructor(readAt: ReadAt, maxBytes: number) {
    this.#readAt = readAt;
    this.#maxBytes = maxBytes;
  }

  /** How many bytes were taken from the file. */
  get bytesRead(): number {
    return this.#offset;
  }

  get isAtObject(): boolean {
    return this.#peek() === openBrace;
  }

  get isAtArray(): boolean {
    return this.#peek() === openBracket;
  }

  /**
   * The next value must be an object. `take` reads or skips the value of a key, and answers true to stop the
   * reading here. Returns whether it was stopped.
   */
  *members(take: (key: string) => Generator<void, boolean>): Generator<void, boolean> {
    this.#expect(openBrace);
    if (this.#takes(closeBrace)) return false;
    let count = 0;
    do {
      if (++count % itemsInAStep === 0) yield;
      const key = yield* this.string(maxKeyBytes);
      this.#expect(colon);
      if (yield* take(key ?? "")) return true;
    } while (this.#takes(comma));
    this.#expect(closeBrace);
    return false;
  }

  /** The same for an array: `take` gets the index. */
  *elements(take: (index: number) => Generator<void, boolean>): Generator<void, boolean> {
    this.#expect(openBracket);
    if (this.#takes(closeBracket)) return false;
    let index = 0;
    do {
      if (yield* take(index++)) return true;
      if (index % itemsInAStep === 0) yield;
    } while (this.#takes(comma));
    this.#expect(closeBracket);
    return false;
  }

  /** Null for any other value, which is skipped, and for a string of more than `most` bytes. */
  *string(most: number): Generator<void, string | null> {
    if (this.#peek() !== quote) {
      yield* this.skip();
      return null;
    }
    this.#at++;
    const body = this.#shortString();
    const text = body === null ? yield* this.#longString(most) : this.#textOf(body, most);
    if (this.#isDue()) yield;
    return text;
  }

  /** The text of a string or a number; null for anything else. */
  *text(most: number): Generator<void, string | null> {
    const first = this.#peek();
    if (first === quote || first === openBrace || first === openBracket) return yield* this.string(most);
    return this.#literal();
  }

  *skip(): Generator<void, void> {
    let depth = 0;
    do {
      const byte = this.#peek();
      if (byte === quote) {
        this.#at++;
        if (!this.#passShortString()) yield* this.#longString(0);
      } else if (byte === openBrace || byte === openBracket) {
        this.#at++;
        depth++;
      } else if (byte === closeBrace || byte === closeBracket) {
        if (depth-- === 0) throw new JsonError("malformed");
        this.#at++;
      } else if (depth > 0 && (byte === comma || byte === colon)) this.#at++;
      else this.#literal();
      if (this.#isDue()) yield;
    } while (depth > 0);
  }

  /** The rest of a string that ends in the window and has no escape; null for any other. */
  #shortString(): Uint8Array | null {
    const from = this.#at;
    if (!this.#passShortString()) return null;
    const body = this.#bytes.subarray(from, this.#at - 1);
    if (!body.includes(backslash)) return body;
    this.#at = from;
    return null;
  }

  #textOf(body: Uint8Array, most: number): string | null {
    return body.length > most ? null : this.#decoder.decode(body);
  }

  #passShortString(): boolean {
    const close = this.#bytes.indexOf(quote, this.#at);
    if (close < 0 || this.#bytes[close - 1] === backslash) return false;
    this.#at = close + 1;
    return true;
  }

  /** The opening quote is read. */
  *#longString(most: number): Generator<void, string | null> {
    let kept: Uint8Array[] | null = [];
    let length = 0;
    let isEscaped = false;
    for (let isOpen = true; isOpen; ) {
      if (this.#at >= this.#bytes.length && !this.#fill()) throw this.#ended();
      const from = this.#at;
      const close = this.#closeAt(from, isEscaped);
      const stop = close < 0 ? this.#bytes.length : close;
      if (close < 0) isEscaped = this.#isEscapedAt(stop, from, isEscaped);
      else isOpen = false;
      length += stop - from;
      if (length > most) kept = null;
      // The next read may overwrite these bytes, and a Buffer's own slice would not copy them.
      kept?.push(new Uint8Array(this.#bytes.subarray(from, stop)));
      this.#at = close < 0 ? stop : close + 1;
      if (this.#isDue()) yield;
    }
    return kept === null ? null : this.#unescaped(kept);
  }

  /** Where the string's closing quote is in the window; -1 if it comes later. */
  #closeAt(from: number, isEscaped: boolean): number {
    let close = this.#bytes.indexOf(quote, from);
    while (close >= 0 && this.#isEscapedAt(close, from, isEscaped))
      close = this.#bytes.indexOf(quote, close + 1);
    return close;
  }

  /** Whether an odd number of backslashes is before the place. `isEscaped`: the same for `from`. */
  #isEscapedAt(place: number, from: number, isEscaped: boolean): boolean {
    let first = place;
    while (first > from && this.#bytes[first - 1] === backslash) first--;
    const odd = (place - first) % 2 === 1;
    return first === from && isEscaped ? !odd : odd;
  }

  #unescaped(pieces: readonly Uint8Array[]): string {
    let text = "";
    for (const piece of pieces) text += this.#decoder.decode(piece, { stream: true });
    text += this.#decoder.decode();
    if (!text.includes("\\")) return text;
    try {
      return String(JSON.parse(`"${text}"`));
    } catch {
      throw new JsonError("malformed");
    }
  }

  /** A number, true, false or null. */
  #literal(): string {
    let text = "";
    for (;;) {
      const byte = this.#peekByte();
      const isPart = byte >= 0x2b && byte !== comma && byte !== colon && byte < 0x7b && byte !== openBracket;
      if (!isPart || byte === closeBracket) break;
      if (text.length >= maxLiteral) throw new JsonError("malformed");
      text += String.fromCharCode(byte);
      this.#at++;
    }
    if (text === "") throw this.#peekByte() === end ? this.#ended() : new JsonError("malformed");
    return text;
  }

  #expect(byte: number): void {
    if (this.#takes(byte)) return;
    throw this.#peek() === end ? this.#ended() : new JsonError("malformed");
  }

  #takes(byte: number): boolean {
    if (this.#peek() !== byte) return false;
    this.#at++;
    return true;
  }

  /** The next byte that is not white space; it is not consumed. */
  #peek(): number {
    let byte = this.#peekByte();
    while (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) {
      this.#at++;
      byte = this.#peekByte();
    }
    return byte;
  }

  #peekByte(): number {
    if (this.#at >= this.#bytes.length && !this.#fill()) return end;
    return this.#bytes[this.#at] ?? end;
  }

  #fill(): boolean {
    const wanted = Math.min(chunkBytes, this.#maxBytes - this.#offset);
    const bytes = wanted <= 0 ? null : this.#readAt(this.#offset, wanted);
    if (bytes === null || bytes.length === 0) return false;
    this.#bytes = bytes;
    this.#at = 0;
    this.#offset += bytes.length;
    this.#isStepDone = true;
    return true;
  }

  #isDue(): boolean {
    const isDue = this.#isStepDone;
    this.#isStepDone = false;
    return isDue;
  }

  #ended(): JsonError {
    return new JsonError(this.#offset >= this.#maxBytes ? "too-large" : "malformed");
  }
}
