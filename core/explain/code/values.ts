/**
 * The values that an expression uses: the names and the texts in it, and in the definitions of these names in
 * the same module. A definition is what is assigned to a name, what a pattern with it takes apart, or the
 * body of its class or function. A function that is handed over, and a method of a class, run later: what
 * they use is not a part of the value. Bounded; scopes are not distinguished.
 */
import { firstFrom, lastBefore } from "./brackets.ts";
import type { CodeText } from "./code-text.ts";

export interface Values {
  readonly names: ReadonlySet<string>;
  readonly texts: ReadonlySet<string>;
}

interface Range {
  readonly start: number;
  readonly end: number;
}

const maxNames = 100;
const maxPlaces = 50;
const maxLength = 4_000;
const maxPattern = 400;
/** Definitions of definitions. */
const maxRounds = 2;
/** A longer definition makes a value, of which a text is only a part. */
const maxTextDefinition = 100;
const wordPart = /[\w$\u0080-\uffff]/;
const words =
  /(?<![\w$\u0080-\uffff.])[A-Za-z_$\u0080-\uffff][\w$\u0080-\uffff]*|(?<=\.)[\w$\u0080-\uffff]+/g;
const maxHead = 300;
/** The head of a function, up to its arrow or to the bracket that closes what it is given. */
const wholeFunction =
  /^\s*(?:async\s*)?(?:(?:\([^()]*\)|[\w$]+)\s*|(?:function\s*\*?\s*[\w$]*\s*)?\([^()]*)$/;
const chainHead = /(?:(?:await|new)\s+)*[\w$\u0080-\uffff]*/y;
const chainMember = /\s*\??\.\s*[\w$\u0080-\uffff]*/y;

/** @param at the place of an expression, as a stack has it */
export function valuesAt(text: CodeText, at: number): Values {
  const expression = chainFrom(text, at);
  const names = new Set(wordsIn(text, expression));
  const texts = new Set(textsIn(text, expression));
  return withDefinitions(text, names, texts);
}

/** Of the names that another module takes from this one. */
export function valuesOf(text: CodeText, names: ReadonlySet<string>): Values {
  return withDefinitions(text, new Set(names), new Set());
}

function withDefinitions(text: CodeText, names: Set<string>, texts: Set<string>): Values {
  let fresh: readonly string[] = [...names];
  for (let round = 0; round < maxRounds; round++) {
    const found = new Set<string>();
    for (const range of fresh.flatMap((name) => definitionsOf(text, name))) {
      if (range.end - range.start <= maxTextDefinition)
        for (const one of textsIn(text, range)) texts.add(one);
      for (const word of wordsIn(text, range)) if (!names.has(word)) found.add(word);
    }
    fresh = [...found].slice(0, Math.max(0, maxNames - names.size));
    for (const name of fresh) names.add(name);
  }
  return { names, texts };
}

/** To the end of the chain that goes on at the place: `resolve(Orders).total()` */
function chainFrom({ code, brackets }: CodeText, start: number): Range {
  chainHead.lastIndex = start;
  chainHead.exec(code);
  let at = chainHead.lastIndex;
  while (at - start < maxLength) {
    chainMember.lastIndex = at;
    if (chainMember.test(code)) {
      at = chainMember.lastIndex;
      continue;
    }
    const open = firstFrom(code, at);
    const end = code[open] === "(" || code[open] === "[" ? brackets.after(open) : -1;
    if (end === -1) break;
    at = end;
  }
  return { start, end: Math.min(at, start + maxLength) };
}

function definitionsOf({ code, brackets }: CodeText, name: string): Range[] {
  const found: Range[] = [];
  let at = -1;
  for (let place = 0; place < maxPlaces; place++) {
    at = code.indexOf(name, at + 1);
    if (at === -1) break;
    const end = at + name.length;
    if (wordPart.test(code[at - 1] ?? "") || wordPart.test(code[end] ?? "")) continue;
    const next = firstFrom(code, end);
    if (isAssignment(code, next)) found.push(statementFrom(code, next + 1, brackets));
    else if (/(?:^|[^\w$.])(?:class|function\s*\*?)\s*$/.test(code.slice(Math.max(0, at - 20), at))) {
      const body = code.indexOf("{", end);
      const close = body === -1 ? -1 : brackets.after(body);
      if (close !== -1) found.push({ start: end, end: Math.min(close, end + maxLength) });
    } else {
      const pattern = code.lastIndexOf("{", at);
      const close = pattern === -1 || at - pattern > maxPattern ? -1 : brackets.after(pattern);
      const equals = close > at ? firstFrom(code, close) : -1;
      if (equals !== -1 && isAssignment(code, equals)) found.push(statementFrom(code, equals + 1, brackets));
    }
  }
  return found;
}

function isAssignment(code: string, at: number): boolean {
  return code[at] === "=" && !/[=>]/.test(code[at + 1] ?? "");
}

/** To a semicolon, or to the end of a line after which a statement begins. */
function statementFrom(code: string, start: number, brackets: CodeText["brackets"]): Range {
  let at = start;
  const most = Math.min(code.length, start + maxLength);
  while (at < most && code[at] !== ";" && code[at] !== "}" && code[at] !== ")") {
    const after = brackets.after(at);
    if (after !== -1) at = after;
    else if (code[at] === "\n" && endsStatement(code, at, start)) break;
    else at++;
  }
  return { start, end: Math.min(at, most) };
}

function endsStatement(code: string, line: number, start: number): boolean {
  const last = lastBefore(code, line);
  const next = code[firstFrom(code, line)] ?? ";";
  return last >= start && /[\w$)\]}"'`\u0080-\uffff]/.test(code[last] ?? "") && wordPart.test(next);
}

function wordsIn(text: CodeText, range: Range): readonly string[] {
  return withoutLater(text, range)
    .flatMap(({ start, end }) => text.code.slice(start, end).match(words) ?? [])
    .slice(0, maxNames);
}

function textsIn(text: CodeText, range: Range): readonly string[] {
  return withoutLater(text, range)
    .flatMap(({ start, end }) => text.strings.filter((one) => one.start >= start && one.end <= end))
    .map(({ content }) => content)
    .slice(0, maxNames);
}

/** The parts of a range before and after the bodies of functions and methods in it. */
function withoutLater(text: CodeText, { start, end }: Range): readonly Range[] {
  const { code } = text;
  const parts: Range[] = [];
  let from = start;
  for (const { index } of code.slice(start, end).matchAll(/=>|\)\s*\{/g)) {
    const at = start + index;
    if (at < from || isStatement(text, at)) continue;
    // What is a function as a whole is what it returns.
    if (from === start && wholeFunction.test(code.slice(start, at).slice(0, maxHead))) continue;
    parts.push({ start: from, end: at });
    from = Math.min(end, bodyEnd(text, at));
  }
  return [...parts, { start: from, end }];
}

/** `if (…) {` and its like */
function isStatement({ code, brackets }: CodeText, at: number): boolean {
  const open = code[at] === ")" ? brackets.opening(at) : -1;
  return open !== -1 && /(?:^|[^\w$.])(?:if|for|while|switch|catch)\s*$/.test(code.slice(open - 12, open));
}

/** @param at the place of an arrow, or of the bracket before the body */
function bodyEnd({ code, brackets }: CodeText, at: number): number {
  const first = firstFrom(code, at + (code[at] === "=" ? 2 : 1));
  if (code[first] === "{") return brackets.after(first);
  let end = first;
  while (end < code.length && end - first < maxLength && !/[,;)\]}]/.test(code[end] ?? ""))
    end = Math.max(end + 1, brackets.after(end));
  return end;
}
