/** How code uses a variable that holds a module, and what a destructuring pattern takes. */
import { lastBefore } from "./brackets.ts";
import type { CodeText } from "./code-text.ts";

/** A member that is used, or the place of the bracket of a pattern that the variable is taken apart with. */
export type Use =
  | { readonly name: string; readonly as: string | null; readonly pattern: null }
  | { readonly name: null; readonly pattern: number };

/** Looked at for one variable; a variable of one letter may be everywhere in minified code. */
const maxPlaces = 5_000;
const word = "[\\w$\\u0080-\\uffff]";
const takenName = new RegExp(`^\\s*(${word}+)\\s*(?::\\s*(${word}+)?|=|$)`);
/** Of a part of a pattern, which may go on with a default. */
const maxPart = 500;

/** `as` is the variable that the member is put into, where it is put into one. */
export function* membersOf(text: CodeText, variable: string, max: number): Generator<Use, void> {
  const { code, source } = text;
  const places = new RegExp(`(?<!${word}|[.#])${variable.replaceAll("$", "\\$")}(?!${word})`, "g");
  const after = new RegExp(
    `\\s*(?:\\(\\s*\\)\\s*)?(?:\\??\\.\\s*default(?!${word})\\s*)?` +
      `(?:\\??\\.\\s*(${word}+)|(?:\\?\\.\\s*)?\\[\\s*["'\`])`,
    "y",
  );
  let given = 0;
  for (let looked = 0; looked < maxPlaces && given < max; looked++) {
    const place = places.exec(code);
    if (place === null) return;
    const end = place.index + place[0].length;
    const pattern = patternBefore(text, place.index, end);
    if (pattern !== -1) {
      given++;
      yield { name: null, pattern };
      continue;
    }
    after.lastIndex = end;
    const member = after.exec(code);
    if (member === null) continue;
    const name =
      member[1] ?? /^[^"'`\\\n]{1,100}/.exec(source.slice(after.lastIndex, after.lastIndex + 100))?.[0];
    if (name === undefined || name === "default") continue;
    given++;
    yield { name, as: targetOf(code, place.index, after.lastIndex), pattern: null };
  }
}

/** `{ a } = variable`, also with `.default` after it */
function patternBefore({ code, brackets }: CodeText, start: number, end: number): number {
  const equals = lastBefore(code, start);
  if (code[equals] !== "=") return -1;
  const close = lastBefore(code, equals);
  if (code[close] !== "}" || !/^(?:\s*\??\.\s*default)?\s*(?:[;,)\n]|$)/.test(code.slice(end, end + 100)))
    return -1;
  return brackets.opening(close);
}

/** `convert = variable.convertAll;` */
function targetOf(code: string, start: number, end: number): string | null {
  if (/^\s*[.([?]/.test(code.slice(end, end + 20))) return null;
  return new RegExp(`(${word}+)\\s*=\\s*$`).exec(code.slice(Math.max(0, start - 120), start))?.[1] ?? null;
}

/** The names that `{ a, b: c, d = 1, e: { f } }` takes at its first level, each with its local name. */
export function* patternNames(
  { code, brackets }: CodeText,
  open: number,
  max: number,
): Generator<{ readonly name: string; readonly as: string | null }, void> {
  const end = brackets.after(open);
  if (end === -1) return;
  let given = 0;
  for (const part of brackets.parts(open + 1, end - 1)) {
    if (++given > max) return;
    const taken = takenName.exec(code.slice(part.start, Math.min(part.end, part.start + maxPart)));
    if (taken === null) continue;
    const [all, name = "", as] = taken;
    yield { name, as: all.includes(":") ? (as ?? null) : name };
  }
}
