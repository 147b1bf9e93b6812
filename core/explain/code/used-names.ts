/**
 * What a module's source takes from a package, by its own text:
 * 1. Each string that names the package is looked at where it is: in `require(…)`, `import(…)`, after
 *    `from`. What is around it gives a name at once (`require('x').a`), a pattern (`{ a: b } = …`), a list
 *    (`import { a as b } from`), or a binding that holds the module.
 * 2. Compilers put a helper around `require`, and call the name through the binding: `(0, x_1.a)()` (tsc),
 *    `import_x.a` (esbuild), `_x.default.a` (Babel, swc). Known helpers are looked through, and so is
 *    `default`.
 * 3. Each binding's members are looked for in the rest of the code (bindings.ts).
 * Total and bounded. Scopes are not distinguished: a local variable of a binding's name counts as the
 * binding.
 */
import { membersOf, patternNames } from "./bindings.ts";
import { firstFrom, lastBefore } from "./brackets.ts";
import { type CodeText, codeTextOf, type Text } from "./code-text.ts";
import { isIdentifier } from "./missing-name.ts";

export interface UsedName {
  /** As the package's own code has it. */
  readonly name: string;
  /** What this module calls it: the alias, or the binding whose member it is. */
  readonly as: readonly string[];
  /** `deep`: from a path inside of the package (`rates/lib/table`), whatever the form. */
  readonly how: "member" | "destructured" | "import" | "deep";
}

const maxNames = 200;
const maxRequests = 100;
const maxBindings = 50;
const maxWord = 300;

/** A wrapper that a compiler puts around `require`, with the bracket it opens. */
const helper = new RegExp(
  "(?:^|[^\\w$.])(?:[\\w$]+\\s*\\.\\s*)?(?:_*import(?:Default|Star)|_*to(?:ESM|CommonJS)|" +
    "_*interop\\w*(?:\\s*\\.\\s*_)?|_*esmInterop)\\s*\\($",
  "i",
);

/**
 * @param matches whether a specifier names the package
 * @returns null for a source that is too large to read
 */
export function usedNames(
  source: string,
  matches: (specifier: string) => boolean,
): readonly UsedName[] | null {
  const text = codeTextOf(source);
  return text === null ? null : read(text, matches).found.names;
}

/** What the code asks for, each specifier once, in the order of the code. */
export function requestsIn({ code, strings }: CodeText, max: number): readonly string[] {
  const found = new Set<string>();
  for (const { content, start } of strings) {
    if (found.size === max) break;
    if (isRequested(code, start)) found.add(content);
  }
  return [...found];
}

const requested = /(?:^|[^\w$.])(?:from|(?:require|import)\s*\()$/;

function isRequested(code: string, start: number): boolean {
  return requested.test(code.slice(Math.max(0, lastBefore(code, start) - 40), start).trimEnd());
}

/** What the code calls the package itself, and what it took from it: a package may be a function. */
export function localNamesIn(text: CodeText, matches: (specifier: string) => boolean): ReadonlySet<string> {
  const { found, bound } = read(text, matches);
  return new Set([...bound.values(), ...found.names.flatMap(({ as }) => as)]);
}

function read(text: CodeText, matches: (specifier: string) => boolean) {
  const found = new Found();
  const bound = new Map<string, string>();
  let requests = 0;
  for (const string of text.strings) {
    if (!matches(string.content)) continue;
    if (++requests > maxRequests || found.isFull) break;
    new Request(text, found, bound, isDeep(string.content)).read(string);
  }
  return { found, bound };
}

/** A bare specifier with a path after the package's name. */
function isDeep(specifier: string): boolean {
  return /^(?:@[^/]+\/)?[^@/][^/]*\/./.test(specifier) && !/^(?:[./]|[a-z]+:)/.test(specifier);
}

class Found {
  readonly #names = new Map<string, { readonly used: Omit<UsedName, "as">; readonly as: Set<string> }>();

  get isFull(): boolean {
    return this.#names.size >= maxNames;
  }

  get names(): readonly UsedName[] {
    return [...this.#names.values()].map(({ used, as }) => ({ ...used, as: [...as] }));
  }

  add(name: string, as: string | null, how: UsedName["how"]): void {
    if (!isIdentifier(name)) return;
    const key = `${how} ${name}`;
    let known = this.#names.get(key);
    if (known === undefined) {
      if (this.isFull) return;
      known = { used: { name, how }, as: new Set() };
      this.#names.set(key, known);
    }
    if (as !== null && known.as.size < 20) known.as.add(as);
  }
}

class Request {
  readonly #text: CodeText;
  readonly #code: string;
  readonly #found: Found;
  readonly #isDeep: boolean;
  /** The bindings that were looked at, of all requests. */
  readonly #bound: Map<string, string>;

  constructor(text: CodeText, found: Found, bound: Map<string, string>, isDeep: boolean) {
    this.#text = text;
    this.#bound = bound;
    this.#code = text.code;
    this.#found = found;
    this.#isDeep = isDeep;
  }

  read({ start, end }: Text): void {
    const before = this.#code.slice(Math.max(0, lastBefore(this.#code, start) - 40), start).trimEnd();
    if (/(?:^|[^\w$.])from$/.test(before)) this.#fromClause(start);
    else if (/(?:^|[^\w$.])(?:require|import)\s*\($/.test(before)) this.#call(start, end);
  }

  #add(name: string, as: string | null, how: Exclude<UsedName["how"], "deep">): void {
    this.#found.add(name, as, this.#isDeep ? "deep" : how);
  }

  /** `import d, { a as b } from 'x'`, `import * as ns from 'x'`, `export { a as b } from 'x'` */
  #fromClause(start: number): void {
    const until = this.#code.lastIndexOf("from", start);
    const before = this.#code.slice(Math.max(0, until - 16 * 1024), until);
    const begin = Math.max(before.lastIndexOf("import"), before.lastIndexOf("export"));
    const own = begin === -1 ? "" : before.slice(begin + "import".length);
    if (begin === -1 || !/^[\w$\s,*{}\u0080-\uffff]*$/.test(own)) return;
    const isExport = before.startsWith("export", begin);
    const list = /\{([^}]*)\}/.exec(own)?.[1] ?? "";
    for (const item of list.split(",", maxNames)) {
      const [, name, as = name] =
        /^\s*([\w$\u0080-\uffff]+)(?:\s+as\s+([\w$\u0080-\uffff]+))?\s*$/.exec(item) ?? [];
      if (name === undefined || name === "type") continue;
      if (name === "default" && as !== undefined && !isExport) this.#bind(as);
      this.#add(name, as ?? null, "import");
    }
    if (isExport) return;
    const namespace = /\*\s*as\s+([\w$\u0080-\uffff]+)/.exec(own)?.[1];
    if (namespace !== undefined) this.#bind(namespace);
    const byDefault = /^\s*(?:type\s+)?([\w$\u0080-\uffff]+)\s*(?:,|$)/.exec(own)?.[1];
    if (byDefault !== undefined && byDefault !== "type") this.#bind(byDefault);
  }

  /** `require('x')` or `import('x')`, with what is around the call. */
  #call(stringStart: number, stringEnd: number): void {
    const bracket = lastBefore(this.#code, stringStart);
    let end = this.#text.brackets.after(bracket);
    if (end === -1 || end < stringEnd) return;
    let start = this.#wordStart(lastBefore(this.#code, bracket) + 1);
    for (;;) {
      const outer = this.#wrapped(start, end);
      if (outer === null) break;
      [start, end] = outer;
    }
    end = this.#members(end, (name) => this.#takenAtOnce(start, name));
    if (end === -1) return;
    this.#target(start, end);
    const then = /^\s*\.\s*then\s*\(\s*(?:async\s*)?(?:function\s*[\w$]*\s*)?\(?\s*([\w$]+)?/.exec(
      this.#code.slice(end, end + 200),
    );
    if (then === null) return;
    if (then[1] !== undefined) this.#bind(then[1]);
    else this.#pattern(firstFrom(this.#code, end + then[0].length));
  }

  /** The call with a helper, `await` or brackets around it. */
  #wrapped(start: number, end: number): readonly [start: number, end: number] | null {
    const before = lastBefore(this.#code, start);
    if (before === -1) return null;
    const head = this.#code.slice(Math.max(0, before - 80), before + 1);
    if (/(?:^|[^\w$.])await$/.test(head)) return [before - "await".length + 1, end];
    if (this.#code[before] !== "(") return null;
    const close = this.#text.brackets.after(before);
    if (close < end) return null;
    const called = helper.exec(head);
    if (called !== null) return [this.#wordStart(lastBefore(this.#code, before) + 1), close];
    const outside = this.#code[lastBefore(this.#code, before)] ?? "";
    const isGroup =
      !/[\w$)\]]/.test(outside) || /(?:^|[^\w$.])(?:return|await)$/.test(head.slice(0, -1).trimEnd());
    return isGroup && firstFrom(this.#code, end) === close - 1 ? [before, close] : null;
  }

  /** Where a word with dots in it begins that ends at `end`. */
  #wordStart(end: number): number {
    let start = end;
    while (start > Math.max(0, end - maxWord) && /[\w$.\u0080-\uffff]/.test(this.#code[start - 1] as string))
      start--;
    return start;
  }

  /**
   * The member that follows the call, looking through `default`. Returns the place where the module ends
   * that a target gets, -1 where a member was taken.
   */
  #members(end: number, take: (name: string) => void): number {
    for (let at = end; ; ) {
      const member = /^\s*\??\.\s*([\w$\u0080-\uffff]+)/.exec(this.#code.slice(at, at + 300));
      const name = member?.[1];
      if (member === null || name === undefined || name === "then") return at;
      if (name !== "default") {
        take(name);
        return -1;
      }
      at += member[0].length;
    }
  }

  /** `const convert = require('x').convertAll` */
  #takenAtOnce(start: number, name: string): void {
    const target = /([\w$\u0080-\uffff]+)\s*=\s*$/.exec(
      this.#code.slice(Math.max(0, start - 200), start),
    )?.[1];
    this.#add(name, target ?? null, "member");
  }

  /** What the module is assigned to: a binding or a pattern. */
  #target(start: number, end: number): void {
    const equals = lastBefore(this.#code, start);
    if (this.#code[equals] !== "=" || /[=!<>]/.test(this.#code[equals - 1] ?? "")) return;
    // `a = require('x')(…)` and `a = require('x') || b` hold something else, or perhaps the module.
    if (this.#code[firstFrom(this.#code, end)] === "(") return;
    const last = lastBefore(this.#code, equals);
    if (this.#code[last] === "}") this.#pattern(this.#text.brackets.opening(last));
    else {
      const name = this.#code.slice(this.#wordStart(last + 1), last + 1);
      if (isIdentifier(name)) this.#bind(name);
    }
  }

  /** The names of `{ a, b: c }`. @param open the place of its bracket */
  #pattern(open: number): void {
    if (open === -1 || this.#code[open] !== "{") return;
    for (const { name, as } of patternNames(this.#text, open, maxNames)) {
      if (name === "default" && as !== null) this.#bind(as);
      this.#add(name, as, "destructured");
    }
  }

  /** A variable that holds the module: what is used of it, and what is taken out of it. */
  #bind(name: string): void {
    const key = `${this.#isDeep} ${name}`;
    if (this.#bound.has(key) || this.#bound.size >= maxBindings) return;
    this.#bound.set(key, name);
    for (const use of membersOf(this.#text, name, maxNames)) {
      if (use.pattern === null) this.#add(use.name, use.as ?? name, "member");
      else this.#pattern(use.pattern);
    }
  }
}
