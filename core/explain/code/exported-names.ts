/**
 * The names that a module exports, by its text: ES declarations and lists, and the forms in which CommonJS
 * is written by hand and by tsc, esbuild, Babel, swc and Rollup. Whether the list is whole is part of the
 * answer: `module.exports = make()` may export anything. Total and bounded.
 */

import type { Brackets } from "./brackets.ts";
import { firstFrom } from "./brackets.ts";
import { type CodeText, codeTextOf } from "./code-text.ts";

export interface ExportedNames {
  readonly names: ReadonlySet<string>;
  /** No other name can come out of the module but by `from`. */
  readonly whole: boolean;
  /** Specifiers of modules whose names are all exported too (`export * from`). */
  readonly from: readonly string[];
}

const maxNames = 5_000;
const maxFrom = 200;
const word = "[\\w$\\u0080-\\uffff]+";
const firstWord = new RegExp(`^${word}`);
const listedName = new RegExp(`(?:^|\\sas\\s+)(${word})$`);
const listedText = /\sas\s*["']([^"']{1,100})["']\s*$/;
const newStatement = /^\s*(?:export|import|const|let|var|function|class|async)\b/;
const objectKey = new RegExp(`^\\s*(?:(?:get|set|async)\\s+(?=[\\w$]))?\\*?\\s*(${word})\\s*(?:[:(,}]|$)`);
/** Of a member of a list or an object, which may go on with a value. */
const maxPart = 500;
const maxStatements = 20_000;

/** Null for a source that is too large to read. */
export function exportedNames(source: string): ExportedNames | null {
  const text = codeTextOf(source);
  if (text === null) return null;
  return isModule(text.code) ? ofModule(text) : ofCommonJs(text);
}

/** A statement that only ES modules have. */
const moduleStatement = new RegExp(
  "(?:^|[\\n;}])[ \\t]*" +
    "(?:export\\s*(?:[{*]|default\\b|(?:async\\s+)?function\\b|class\\b|const\\b|let\\b|var\\b)|" +
    "import\\s*(?:[\\w$*{]|[\"']))",
);

function isModule(code: string): boolean {
  return moduleStatement.test(code);
}

function ofModule(text: CodeText): ExportedNames {
  const { code } = text;
  const names = new Set<string>();
  const from: string[] = [];
  let whole = true;
  let seen = 0;
  const statements = new RegExp(
    "(?<![\\w$.])export\\s*(?:" +
      `(default)\\b|(?:async\\s+)?(?:function\\s*\\*?|class)\\s*(${word})|(?:const|let|var)\\b|(\\{)|` +
      `\\*\\s*(?:as\\s*(${word})\\s*)?from\\s*["'])`,
    "g",
  );
  for (const match of code.matchAll(statements)) {
    if (names.size >= maxNames || ++seen > maxStatements) return { names, whole: false, from };
    const end = match.index + match[0].length;
    const name = match[1] ?? match[2] ?? match[4];
    if (name !== undefined) names.add(name);
    else if (match[3] !== undefined) whole = listNames(text, end - 1, names) && whole;
    else if (/from\s*["']$/.test(match[0])) from.push(stringAt(text, end - 1));
    else whole = declaredNames(text, end, names) && whole;
  }
  return { names, whole: whole && from.length < maxFrom, from: from.slice(0, maxFrom) };
}

/** `{ a, b as c, d as "e" }`. False where a name is a string that cannot be read. */
function listNames({ code, source, brackets }: CodeText, open: number, names: Set<string>): boolean {
  const end = brackets.after(open);
  if (end === -1) return false;
  let whole = !brackets.exhausted;
  for (const part of brackets.parts(open + 1, end - 1)) {
    if (names.size >= maxNames) return false;
    const text = code.slice(part.start, Math.min(part.end, part.start + maxPart)).trim();
    const isText = text.endsWith('"') || text.endsWith("'");
    const name = isText
      ? listedText.exec(source.slice(part.start, part.end))?.[1]
      : listedName.exec(text)?.[1];
    if (name !== undefined) names.add(name);
    else if (text !== "") whole = false;
  }
  return whole;
}

/** ` a = 1, b = 2;`. False for a pattern. */
function declaredNames({ code, brackets }: CodeText, start: number, names: Set<string>): boolean {
  let at = start;
  while (names.size < maxNames && !brackets.exhausted) {
    at = firstFrom(code, at);
    const name = firstWord.exec(code.slice(at, at + 200))?.[0];
    if (name === undefined) return false;
    names.add(name);
    at = endOfDeclaration(code, at + name.length, brackets);
    if (code[at] !== ",") return true;
    at++;
  }
  return false;
}

/** The place of the comma or semicolon after a declaration, or of a new statement. */
function endOfDeclaration(code: string, start: number, brackets: Brackets): number {
  const end = code.length;
  for (
    let at = brackets.next(/[,;([{\n]/g, start, end);
    at < end;
    at = brackets.next(/[,;([{\n]/g, at, end)
  ) {
    const char = code[at];
    if (char === "," || char === ";") return at;
    const after = brackets.after(at);
    if (char === "\n" && newStatement.test(code.slice(at, at + 100))) return at;
    at = after === -1 ? at + 1 : after;
  }
  return end;
}

/** `__exportStar(require("./b"), `, before the `exports` that it gets */
const starBefore = new RegExp(
  "(?:exportStar|reExport|export_star)\\s*\\(\\s*(?:[\\w$.]+\\s*\\(\\s*)*" +
    "require\\s*\\(\\s*[\"'][^\"']*[\"'][)\\s]*,?\\s*$",
);

function ofCommonJs(text: CodeText): ExportedNames {
  const { code, source } = text;
  const names = new Set<string>();
  const from: string[] = [];
  let whole = true;
  let seen = 0;
  const uses = new RegExp(
    "(?<![\\w$.])(?:module\\s*\\.\\s*)?exports(?![\\w$])" +
      `(?:\\s*\\.\\s*(${word})|\\s*\\[\\s*(["'])|\\s*(=)(?![=>])|\\s*,\\s*(["'])|\\s*(\\)))?`,
    "g",
  );
  for (const match of code.matchAll(uses)) {
    if (names.size >= maxNames || ++seen > maxStatements) return { names, whole: false, from };
    const end = match.index + match[0].length;
    if (match[1] !== undefined) names.add(match[1]);
    else if (match[2] !== undefined || match[4] !== undefined) names.add(stringAt(text, end - 1));
    else if (match[3] !== undefined) whole = assigned(text, end, names, from) && whole;
    else if (isKnownUse(code, match.index, end)) continue;
    else {
      const star = starBefore.exec(code.slice(Math.max(0, match.index - 200), match.index));
      if (star === null) whole = false;
      else from.push(stringAt(text, match.index - star[0].length + star[0].search(/["']/)));
    }
  }
  // esbuild: __export(src_exports, { a: () => a }); __reExport(src_exports, require("./b"), module.exports);
  for (const match of code.matchAll(
    new RegExp(`(?<![\\w$.])_{0,2}export(?:All)?\\s*\\(\\s*${word}\\s*,\\s*(\\{)`, "g"),
  ))
    objectNames(text, match.index + match[0].length - 1, names);
  for (const match of code.matchAll(
    /(?:reExport|exportStar)\s*\(\s*[\w$.]+\s*,\s*(?:[\w$.]+\s*\(\s*)*require\s*\(\s*["']/g,
  ))
    from.push(stringAt(text, match.index + match[0].length - 1));
  for (const match of source.matchAll(/Object\.assign\((?:module\.)?exports,\s*require\(\s*["']([^"']+)/g))
    from.push(match[1] as string);
  return { names, whole: whole && from.length < maxFrom, from: from.slice(0, maxFrom) };
}

/** `__esModule` markers, `typeof exports`, esbuild's `module.exports = __toCommonJS(src_exports)`. */
function isKnownUse(code: string, start: number, end: number): boolean {
  const before = code.slice(Math.max(0, start - 60), start);
  if (/(?:typeof|__toCommonJS\s*\(|defineProperty\s*\(|createBinding\s*\([^)]*)\s*$/.test(before))
    return !/defineProperty/.test(before) || /^\s*,\s*["']/.test(code.slice(end, end + 20));
  return false;
}

/** What `module.exports =` is given. False where it may be anything. */
function assigned(text: CodeText, start: number, names: Set<string>, from: string[]): boolean {
  const { code, brackets } = text;
  const at = firstFrom(code, start);
  if (code[at] === "{") return objectNames(text, at, names);
  const rest = code.slice(at, at + 300);
  if (/^(?:module\s*\.\s*)?exports\b|^__toCommonJS\s*\(|^void\s/.test(rest)) return true;
  const required = /^(?:[\w$.]+\s*\(\s*)*require\s*\(\s*["']/.exec(rest);
  if (required === null) return false;
  const quote = at + required[0].length - 1;
  from.push(stringAt(text, quote));
  const close = brackets.after(code.lastIndexOf("(", quote));
  return close !== -1 && !/^[)\s]*[.([]/.test(code.slice(close, close + 20));
}

/** The keys of an object literal. False where it has others, by a spread or a computed key. */
function objectNames(text: CodeText, open: number, names: Set<string>): boolean {
  const { code, brackets } = text;
  const end = brackets.after(open);
  if (end === -1) return false;
  let whole = !brackets.exhausted;
  for (const part of brackets.parts(open + 1, end - 1)) {
    if (names.size >= maxNames) return false;
    const start = firstFrom(code, part.start);
    if (start >= part.end) continue;
    const name = objectKey.exec(code.slice(start, Math.min(part.end, start + maxPart)))?.[1];
    if (name !== undefined) names.add(name);
    else if (code[start] === '"' || code[start] === "'") names.add(stringAt(text, start));
    else whole = false;
  }
  return whole;
}

/** The content of the string whose opening quote is there. */
function stringAt({ source }: CodeText, quote: number): string {
  const end = source.indexOf(source[quote] ?? '"', quote + 1);
  return end === -1 ? "" : source.slice(quote + 1, Math.min(end, quote + 300));
}
