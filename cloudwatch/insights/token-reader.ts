/**
 * Reads a query's text token by token. Only the parser knows whether a slash divides or opens a regular
 * expression, so it asks for the one or the other; nothing is read ahead but one token.
 */
import { InsightsError } from "./error.ts";

export interface Token {
  readonly kind: "word" | "quoted-word" | "text" | "number" | "period" | "sign" | "end";
  /** Of a word, a text or a sign: itself, without quotation marks. */
  readonly value: string;
  readonly offset: number;
  readonly end: number;
}

const spaceOrComment = /(?:\s|#[^\n]*)*/y;
const word = /[@A-Za-z_][\w@]*(?:\.[\w@]+)*/y;
const number = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+(?!\w))?/y;
const unit = /[A-Za-z]+/y;
const sign = /!=|<=|>=|=~|[-+*/%^=<>()[\],|:]/y;
const regex = /\/((?:[^\\/\n]|\\.)+)\//y;

/** CloudWatch's own limit on a saved query's text. */
const longest = 10_000;

export class TokenReader {
  readonly text: string;
  /** Where the last token that was taken ends. */
  lastEnd = 0;
  #next: Token;

  constructor(text: string) {
    this.text = text;
    if (text.length > longest) throw this.problem(`A query has at most ${longest} characters`, longest);
    this.#next = this.#read(0);
  }

  problem(message: string, offset: number): InsightsError {
    return new InsightsError(message, this.text, offset);
  }

  get next(): Token {
    return this.#next;
  }

  take(): Token {
    const token = this.#next;
    this.lastEnd = token.end;
    this.#next = this.#read(token.end);
    return token;
  }

  /** Whether the next token is this word, in any case. */
  at(keyword: string): boolean {
    return this.#next.kind === "word" && this.#next.value.toLowerCase() === keyword;
  }

  atSign(...signs: readonly string[]): boolean {
    return this.#next.kind === "sign" && signs.includes(this.#next.value);
  }

  takeIf(keyword: string): boolean {
    if (!this.at(keyword)) return false;
    this.take();
    return true;
  }

  takeIfSign(value: string): boolean {
    if (!this.atSign(value)) return false;
    this.take();
    return true;
  }

  expectSign(value: string): void {
    if (!this.takeIfSign(value)) throw this.unexpected(`"${value}"`);
  }

  /**
   * The regular expression that begins at the next token, which is a slash. `(?i)` at its beginning is the
   * one flag that is known.
   */
  takeRegex(): RegExp {
    const { offset } = this.#next;
    const source = this.#match(regex, offset)?.slice(1, -1);
    if (source === undefined) throw this.problem("This regular expression has no end", offset);
    const ignoreCase = source.startsWith("(?i)");
    this.lastEnd = offset + source.length + 2;
    this.#next = this.#read(this.lastEnd);
    try {
      return new RegExp(ignoreCase ? source.slice(4) : source, ignoreCase ? "i" : "");
    } catch (error) {
      throw this.problem(`This regular expression is not understood: ${(error as Error).message}`, offset);
    }
  }

  unexpected(wanted: string): InsightsError {
    const { kind, value, offset } = this.#next;
    return this.problem(`Expected ${wanted}, found ${kind === "end" ? "the end" : `"${value}"`}`, offset);
  }

  #match(pattern: RegExp, offset: number): string | undefined {
    pattern.lastIndex = offset;
    return pattern.exec(this.text)?.[0];
  }

  #read(from: number): Token {
    const offset = from + (this.#match(spaceOrComment, from)?.length ?? 0);
    const first = this.text[offset];
    if (first === undefined) return { kind: "end", value: "", offset, end: offset };
    if (first === '"' || first === "'" || first === "`") return this.#quoted(first, offset);
    const aWord = this.#match(word, offset);
    if (aWord !== undefined) return { kind: "word", value: aWord, offset, end: offset + aWord.length };
    const aNumber = this.#match(number, offset);
    if (aNumber !== undefined) {
      const end = offset + aNumber.length;
      const aUnit = this.#match(unit, end);
      if (aUnit !== undefined)
        return { kind: "period", value: aNumber + aUnit, offset, end: end + aUnit.length };
      return { kind: "number", value: aNumber, offset, end };
    }
    const aSign = this.#match(sign, offset);
    if (aSign === undefined)
      throw this.problem(
        `"${String.fromCodePoint(this.text.codePointAt(offset) ?? 0)}" is not understood`,
        offset,
      );
    return { kind: "sign", value: aSign, offset, end: offset + aSign.length };
  }

  #quoted(quote: string, offset: number): Token {
    let value = "";
    for (let at = offset + 1; at < this.text.length; at++) {
      const character = this.text[at];
      if (character === quote)
        return { kind: quote === "`" ? "quoted-word" : "text", value, offset, end: at + 1 };
      if (character === "\\" && quote !== "`" && at + 1 < this.text.length) at++;
      value += this.text[at];
    }
    throw this.problem("This text has no end", offset);
  }
}
