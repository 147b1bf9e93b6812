/**
 * The expression at a place of a stack. V8 puts an error (src/ast, src/interpreter/bytecode-generator.cc)
 * - for a call or a read of a member at the member's name: `rates.table().rows.|map(`;
 * - for a call of anything else at the bracket of its arguments: `(0, a.b)|(1)`;
 * - for `new` and `instanceof` at the word, for a set at its `=`;
 * - for an error that code makes itself at its `new`.
 * So the chain is read backward from the place, and forward where it begins there. Total and bounded.
 */
import { firstFrom, lastBefore } from "./brackets.ts";
import type { CodeText } from "./code-text.ts";
import { isInCatch } from "./in-catch.ts";

export interface ExpressionAt {
  /** The names of the chain, the outermost object first: `rates.table().rows.map(` is four. */
  readonly names: readonly string[];
  /** The names in the call's arguments: `list.map(rates.convert)` fails at `map`. */
  readonly given: readonly string[];
  /**
   * The code there makes an error of its own: `throw new X(…)`, or `new HttpError(…)` for another to throw.
   * Null where that cannot be seen.
   */
  readonly throws: boolean | null;
  /** What the chain begins with, where that is `require('x')` or `import('x')`. */
  readonly required: string | null;
  /** It is where an error was caught, or hands one over as its `cause`. */
  readonly wraps: boolean;
}

const maxNames = 20;
const maxSteps = 200;
const maxBack = 4_000;
const maxWord = 300;
/** Brackets that only group, one in the other. */
const maxGroups = 20;
const wordPart = /[\w$\u0080-\uffff]/;
const wordAt = /[\w$\u0080-\uffff]+/y;
const keyword = new RegExp(
  "^(?:return|typeof|case|in|of|delete|void|throw|new|else|do|instanceof|yield|" +
    "await|const|let|var|if|while|for|switch|extends|function|class|import|export|default)$",
);

/**
 * @param line the first is 1
 * @param column as V8 counts, the first is 1
 * @returns null where the source is too large or has no such place
 */
export function expressionAt(text: CodeText | null, line: number, column: number): ExpressionAt | null {
  const at = text === null ? null : offsetOf(text.source, line, column);
  return text === null || at === null ? null : expressionIn(text, at);
}

/** The place of a line and column in a text; null where it has no such place. */
export function offsetOf(source: string, line: number, column: number): number | null {
  let start = 0;
  for (let row = 1; row < line; row++) {
    start = source.indexOf("\n", start) + 1;
    if (start === 0) return null;
  }
  const at = start + column - 1;
  const end = source.indexOf("\n", start);
  return column >= 1 && at < (end === -1 ? source.length : end) ? at : null;
}

/** @param at an offset in the source */
export function expressionIn(text: CodeText, at: number): ExpressionAt {
  const { code } = text;
  const word = wordFrom(code, at);
  const isHead = word === "new" || word === "instanceof" || word === "await";
  const start = isHead ? firstFrom(code, at + word.length) : at;
  const names = isHead || startsChain(code, at) ? forward(text, start) : backward(text, at);
  return {
    names: names.slice(-maxNames),
    given: givenTo(text, at + word.length),
    throws: makesError(word, names.at(-1)) ? isErrorName(names.at(-1)) || throwsAt(text, at) : false,
    required: names[0] === "require" || names[0] === "import" ? requestBefore(text, at) : null,
    wraps: handsOverCause(text, at) || isInCatch(text, at),
  };
}

function startsChain(code: string, at: number): boolean {
  return wordPart.test(code[at] ?? "") && !/[.]/.test(code[lastBefore(code, at)] ?? "");
}

/** From where a chain begins to its first call. */
function forward(text: CodeText, start: number): string[] {
  const { code } = text;
  const names: string[] = [];
  let at = start;
  if (code[at] === "(") {
    const end = text.brackets.after(at);
    if (end === -1) return names;
    names.push(...backward(text, end));
    at = end;
  }
  for (let step = 0; step < maxSteps; step++) {
    at = firstFrom(code, at);
    const word = wordFrom(code, at);
    if (word !== "") {
      if (keyword.test(word) && names.length === 0) break;
      names.push(word);
      at += word.length;
      at = firstFrom(code, at);
    }
    if (code.startsWith("?.", at)) at += 2;
    else if (code[at] === "." && code[at + 1] !== ".") at++;
    else if (code[at] === "[") {
      const end = text.brackets.after(at);
      if (end === -1) break;
      names.push(...keyIn(text, at, end));
      at = end;
      continue;
    } else break;
    if (!wordPart.test(code[firstFrom(code, at)] ?? "") && code[at] !== "[") break;
  }
  return names;
}

/** The chain that ends at the place: with the word there, else with what comes before it. */
function backward(text: CodeText, place: number, groups = 0): string[] {
  const { code } = text;
  const names: string[] = [];
  let at = place + wordFrom(code, place).length;
  for (let step = 0; step < maxSteps && names.length < maxNames * 2; step++) {
    const last = lastBefore(code, at);
    const char = code[last];
    if (char === undefined) break;
    if (wordPart.test(char)) {
      const start = wordStart(code, last);
      const word = code.slice(start, last + 1);
      const dot = lastBefore(code, start);
      if (keyword.test(word) && code[dot] !== ".") break;
      names.unshift(word);
      at = start;
      if (code[dot] !== "." || code[dot - 1] === ".") break;
      at = code[dot - 1] === "?" ? dot - 1 : dot;
    } else if (char === ")" || char === "]") {
      const open = text.brackets.opening(last);
      if (open === -1) break;
      if (char === "]") names.unshift(...keyIn(text, open, last + 1));
      at = open;
      const outer = code[lastBefore(code, open)] ?? "";
      const follows =
        wordPart.test(outer) &&
        !keyword.test(code.slice(wordStart(code, lastBefore(code, open)), lastBefore(code, open) + 1));
      if (follows || outer === ")" || outer === "]") continue;
      if (outer === "." && code[lastBefore(code, open) - 1] === "?") {
        at = lastBefore(code, open) - 1;
        continue;
      }
      if (char === ")") names.unshift(...grouped(text, open, last, groups + 1));
      break;
    } else break;
  }
  return names;
}

/** `(0, a.b)` and `(await a.b())` are their last expression. */
function grouped(text: CodeText, open: number, close: number, groups: number): string[] {
  const last = lastBefore(text.code, close);
  if (last <= open || groups > maxGroups) return [];
  const isWord = wordPart.test(text.code[last] as string);
  return backward(text, isWord ? wordStart(text.code, last) : last + 1, groups);
}

/** `["name"]`; nothing for another key. */
function keyIn({ source }: CodeText, open: number, end: number): string[] {
  const key = /^\[\s*(["'])([\w$\u0080-\uffff]{1,100})\1\s*\]$/.exec(
    source.slice(open, Math.min(end, open + 120)),
  )?.[2];
  return key === undefined ? [] : [key];
}

/** The words in the brackets of arguments that follow the place. */
function givenTo(text: CodeText, at: number): string[] {
  const { code } = text;
  const open = firstFrom(code, at);
  const end = code[open] === "(" ? text.brackets.after(open) : -1;
  if (end === -1 || end - open > 1_000) return [];
  const words = code.slice(open, end).match(/[\w$\u0080-\uffff]+/g) ?? [];
  return [...new Set(words)].filter((word) => !keyword.test(word) && !/^\d/.test(word)).slice(0, maxNames);
}

/** At a place of any other kind it is the engine that throws, whatever the statement does. */
function makesError(word: string, last: string | undefined): boolean {
  return word === "new" || word === "super" || word === "throw" || isErrorName(last);
}

function isErrorName(name: string | undefined): boolean {
  return name !== undefined && /(?:Error|Exception|Failure|Fault|^super|^captureStackTrace)$/.test(name);
}

/**
 * Backward to the statement's begin: is `throw` its first word? Brackets that are open at the place belong to
 * the statement, but not the braces of a function or a block. A line may end a statement without a semicolon.
 */
function throwsAt(text: CodeText, place: number): boolean | null {
  const { code } = text;
  if (wordFrom(code, place) === "throw") return true;
  const first = Math.max(0, place - maxBack);
  for (let at = place - 1; at >= first; at--) {
    const char = code[at] as string;
    if (char === ")" || char === "]" || char === "}") {
      if (char === "}" && endsStatement(code, at)) return false;
      const open = text.brackets.opening(at);
      if (open === -1) return null;
      at = open;
    } else if (char === ";") return false;
    else if (char === "{") {
      const before = lastBefore(code, at);
      const isObject =
        /[=(,:[?&|]/.test(code[before] ?? ";") ||
        /(?:^|[^\w$])return$/.test(code.slice(Math.max(0, before - 8), before + 1));
      if (!isObject || (code[before] === ">" && code[before - 1] === "=")) return false;
    } else if (char === "\n") {
      const before = code[lastBefore(code, at)] ?? ";";
      const after = code[firstFrom(code, at)] ?? ";";
      if (/[\w$)\]"'`}\u0080-\uffff]/.test(before) && wordPart.test(after) && !endsInKeyword(code, at))
        return false;
      at = lastBefore(code, at) + 1;
    } else if (wordPart.test(char)) {
      const start = wordStart(code, at);
      if (code.slice(start, at + 1) === "throw" && code[start - 1] !== ".") return true;
      at = start;
    }
  }
  return first === 0 ? false : null;
}

/** A brace that closes a block, with a statement after it. */
function endsStatement(code: string, close: number): boolean {
  const next = firstFrom(code, close + 1);
  return wordPart.test(code[next] ?? "") && !/^(?:instanceof|in)\b/.test(code.slice(next, next + 12));
}

function endsInKeyword(code: string, at: number): boolean {
  const last = lastBefore(code, at);
  return keyword.test(code.slice(wordStart(code, last), last + 1));
}

/** The string in the last call before the place. */
function requestBefore({ code, strings }: CodeText, place: number): string | null {
  const last = strings.findLast(({ end }) => end <= place);
  return last !== undefined && /^\s*\)/.test(code.slice(last.end, place)) ? last.content : null;
}

/** `new X(text, { cause: error })`, from the place of its `new` or of its brackets. */
function handsOverCause({ code, brackets }: CodeText, place: number): boolean {
  const open = code.indexOf("(", place);
  const end = open === -1 || open - place > maxWord ? -1 : brackets.after(open);
  return end !== -1 && /[{,]\s*cause\s*[:,}]/.test(code.slice(open, Math.min(end, open + maxBack)));
}

function wordFrom(code: string, at: number): string {
  wordAt.lastIndex = at;
  return wordAt.exec(code)?.[0] ?? "";
}

/** Where the word begins that ends at `last`. */
function wordStart(code: string, last: number): number {
  let start = last + 1;
  const least = Math.max(0, start - maxWord);
  while (start > least && wordPart.test(code[start - 1] as string)) start--;
  return start;
}
