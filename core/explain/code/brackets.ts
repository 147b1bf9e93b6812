/** Pairs of brackets in code whose strings and comments are blanks. Bounded, total. */

const maxDistance = 64 * 1024;
const closing: ReadonlySet<string> = new Set([")", "]", "}"]);
const opening: ReadonlySet<string> = new Set(["(", "[", "{"]);

/** The place after the bracket that closes the one at `start`; -1 where none does. */
export function afterBracket(code: string, start: number): number {
  let depth = 0;
  const end = Math.min(code.length, start + maxDistance);
  for (let at = start; at < end; at++) {
    const char = code[at] as string;
    if (opening.has(char)) depth++;
    else if (closing.has(char) && --depth <= 0) return depth === 0 ? at + 1 : -1;
  }
  return -1;
}

/** The place of the bracket that opens the one at `end`; -1 where none does. */
export function openingBracket(code: string, end: number): number {
  let depth = 0;
  const first = Math.max(0, end - maxDistance);
  for (let at = end; at >= first; at--) {
    const char = code[at] as string;
    if (closing.has(char)) depth++;
    else if (opening.has(char) && --depth <= 0) return depth === 0 ? at : -1;
  }
  return -1;
}

/** The parts of a text between commas that are in no bracket. */
export function partsOf(text: string, max: number): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length && parts.length < max; at++) {
    const char = text[at] as string;
    if (opening.has(char)) depth++;
    else if (closing.has(char)) depth--;
    else if (char === "," && depth === 0) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  if (parts.length < max) parts.push(text.slice(start));
  return parts;
}

/** The last place before `at` that holds no blank; -1 where there is none. */
export function lastBefore(code: string, at: number): number {
  let last = at - 1;
  while (last >= 0 && isBlank(code[last] as string)) last--;
  return last;
}

/** The first place from `at` on that holds no blank; the code's length where there is none. */
export function firstFrom(code: string, at: number): number {
  let first = at;
  while (first < code.length && isBlank(code[first] as string)) first++;
  return first;
}

function isBlank(char: string): boolean {
  return char === " " || char === "\n" || char === "\t" || char === "\r";
}
