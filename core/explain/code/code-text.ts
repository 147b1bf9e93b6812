/**
 * A module's source with everything that is not code taken out: comments, the content of strings and
 * templates, and regular expressions become blanks. Every character keeps its place, so what is found in the
 * code can be read in the source.
 *
 * One pass from anchor to anchor (quotes, slashes, and braces inside of templates). A slash is a regular
 * expression where an operator, a bracket or a keyword comes before it; after `)` and `}`, which may end
 * either, where a method of regular expressions is called on it. A string ends with its line at the latest.
 * Total and linear: the worst that a strange source does is that a part of it counts as no code.
 */
import { Brackets } from "./brackets.ts";

export interface CodeText {
  readonly source: string;
  /** As long as the source. Quotes stay. */
  readonly code: string;
  /** The strings of one line, in the order of the source. */
  readonly strings: readonly Text[];
  readonly brackets: Brackets;
}

export interface Text {
  readonly content: string;
  /** Where the opening quote is, and the place after the closing one. */
  readonly start: number;
  readonly end: number;
}

/** Characters. A larger source is a bundle, whose packages are not resolved at run time. */
export const maxSource = 512 * 1024;
const maxAnchors = 60_000;

const outside = /["'`/]/g;
const inTemplate = /["'`/{}]/g;
const stringRest = /[^"\\\n]*(?:\\[\s\S][^"\\\n]*)*/y;
const singleRest = /[^'\\\n]*(?:\\[\s\S][^'\\\n]*)*/y;
const templateRest = /[^`\\$]*(?:(?:\\[\s\S]|\$(?!\{))[^`\\$]*)*/y;
// Bounded: each slash of a line may begin one.
const regexRest = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.){0,500}\]){1,1000}\/[a-z]{0,10}/y;
const regexCall = /\.(?:test|exec|source|flags|\[Symbol)\b/y;
const beforeRegex =
  /(?:^|[^\w$.])(?:return|typeof|case|in|of|delete|void|throw|new|else|do|instanceof|yield|await)$/;

/** Null for a source that is too large, or has more anchors than any that a person or a compiler writes. */
export function codeTextOf(source: string): CodeText | null {
  if (source.length > maxSource) return null;
  const pieces: string[] = [];
  const strings: Text[] = [];
  /** How deep in braces the expression of each open template is. */
  const open: number[] = [];
  /** The last code before the place, at most some characters of it. */
  let before = "";
  let at = 0;

  const take = (end: number): void => {
    const piece = source.slice(at, end);
    pieces.push(piece);
    const code = piece.trimEnd();
    if (code !== "") before = code.slice(-16);
    at = end;
  };
  const blank = (end: number, isValue: boolean): void => {
    pieces.push(source.slice(at, end).replace(/[^\n]+/g, (text) => " ".repeat(text.length)));
    if (isValue) before = '"';
    at = end;
  };
  const matched = (expression: RegExp, from: number): number => {
    expression.lastIndex = from;
    return expression.test(source) ? expression.lastIndex : from;
  };
  const template = (): void => {
    blank(matched(templateRest, at), true);
    if (source.startsWith("${", at)) {
      open.push(0);
      take(at + 2);
    } else take(Math.min(at + 1, source.length));
  };

  if (source.startsWith("#!")) blank(lineEnd(source, 0), false);
  for (let count = 0; ; count++) {
    if (count > maxAnchors) return null;
    const anchors = open.length > 0 ? inTemplate : outside;
    anchors.lastIndex = at;
    const found = anchors.exec(source);
    if (found === null) break;
    const { index } = found;
    const [char] = found;
    const next = source[index + 1];
    if (char === '"' || char === "'") {
      take(index + 1);
      const end = matched(char === '"' ? stringRest : singleRest, at);
      if (source[end] === char) strings.push({ content: source.slice(at, end), start: index, end: end + 1 });
      blank(end, true);
      if (source[end] === char) take(end + 1);
      before = '"';
    } else if (char === "`") {
      take(index + 1);
      template();
    } else if (char === "{" || char === "}") {
      take(index + 1);
      const last = open.length - 1;
      const depth = (open[last] ?? 0) + (char === "{" ? 1 : -1);
      if (depth >= 0) open[last] = depth;
      else {
        open.pop();
        template();
      }
    } else if (next === "/") {
      take(index);
      blank(lineEnd(source, index), false);
    } else if (next === "*") {
      take(index);
      const end = source.indexOf("*/", index + 2);
      blank(end === -1 ? source.length : end + 2, false);
    } else {
      take(index);
      const end = matched(regexRest, index);
      if (end > index && (startsValue(before) || (/[)}]$/.test(before) && matched(regexCall, end) > end)))
        blank(end, true);
      else take(index + 1);
    }
  }
  take(source.length);
  const code = pieces.join("");
  return { source, code, strings, brackets: new Brackets(code) };
}

/** Does a value, and no operator, come next? */
function startsValue(before: string): boolean {
  if (before === "" || beforeRegex.test(before)) return true;
  return !/[\w$\u0080-\uffff)\]}"'`]$/.test(before);
}

function lineEnd(source: string, from: number): number {
  const end = source.indexOf("\n", from);
  return end === -1 ? source.length : end;
}
