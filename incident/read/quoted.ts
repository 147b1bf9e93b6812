/**
 * A message inside a string of another text which is not JSON as a whole: `{"log"=>"{\"a\":1}"}`,
 * a document that was cut, a cell of CSV. The depth of the escapes shows how often the string was quoted.
 */

/** A string quoted more often is not what a collector writes. */
const maxDepth = 5;
const backslash = 0x5c;
const quote = 0x22;

export interface Quoted {
  readonly text: string;
  /** Behind it in the text around. */
  readonly end: number;
}

/**
 * The text from `start` to the end of the string around it, with the escapes taken away. Null without a
 * string around it, as far as can be seen.
 */
export function quotedFrom(text: string, start: number): Quoted | null {
  const doubled = /^\{\s*""/.test(text.slice(start, start + 20));
  if (doubled) return doubledFrom(text, start);
  const depth = depthAt(text, start);
  if (depth === null || depth > maxDepth) return null;
  const most = 2 ** (depth - 1) - 1;
  const end = endOfString(text, start, most);
  let unquoted: string | null = text.slice(start, end ?? undefined);
  for (let times = 0; times < depth && unquoted !== null; times++) unquoted = unescaped(unquoted);
  return unquoted === null ? null : { text: unquoted, end: end ?? text.length };
}

/** How often what begins here was put into a string; null for not at all. */
function depthAt(text: string, start: number): number | null {
  if (text[start] === "{" || text[start] === "[") {
    let at = start + 1;
    // A document on many lines was escaped with its line breaks: `{\n  \"a\": 1`.
    for (;;) {
      const [space] = /^(?:\s|\\+[nrt](?!"))+/.exec(text.slice(at, at + 40)) ?? [];
      if (space === undefined) break;
      at += space.length;
    }
    let slashes = 0;
    while (text.charCodeAt(at + slashes) === backslash) slashes++;
    if (text.charCodeAt(at + slashes) !== quote) return null;
    return depthOf(slashes);
  }
  if (text.charCodeAt(start - 1) !== quote) return null;
  let slashes = 0;
  while (text.charCodeAt(start - 2 - slashes) === backslash) slashes++;
  const outer = depthOf(slashes);
  return slashes === 0 ? 1 : outer === null ? null : outer + 1;
}

/** 1, 3, 7 and 15 backslashes come before the quotes of a string that was quoted 1 to 4 times. */
function depthOf(slashes: number): number | null {
  const depth = Math.log2(slashes + 1);
  return slashes > 0 && Number.isInteger(depth) ? depth : null;
}

/** The quote with at most so many backslashes before it. */
function endOfString(text: string, start: number, most: number): number | null {
  for (let at = text.indexOf('"', start); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (slashes <= most && text.charCodeAt(at - 1 - slashes) === backslash) slashes++;
    if (slashes <= most) return at - slashes;
  }
  return null;
}

function unescaped(text: string): string | null {
  try {
    const value: unknown = JSON.parse(
      `"${text.replace(/[\n\r\t]/g, (sign) => JSON.stringify(sign).slice(1, -1))}"`,
    );
    return typeof value === "string" ? value : null;
  } catch {
    return null;
  }
}

/** CSV doubles a quote. */
function doubledFrom(text: string, start: number): Quoted | null {
  let at = start;
  for (;;) {
    const found = text.indexOf('"', at);
    if (found < 0) return { text: text.slice(start).replaceAll('""', '"'), end: text.length };
    if (text[found + 1] !== '"')
      return { text: text.slice(start, found).replaceAll('""', '"'), end: found + 1 };
    at = found + 2;
  }
}

/** Where the document ends that begins with the brace at `start`; null without an end. */
export function documentEnd(text: string, start: number): number | null {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === quote) {
      for (at++; at < text.length; at++) {
        const inner = text.charCodeAt(at);
        if (inner === backslash) at++;
        else if (inner === quote) break;
      }
    } else if (unit === 0x7b || unit === 0x5b) depth++;
    else if (unit === 0x7d || unit === 0x5d) {
      depth--;
      if (depth === 0) return at + 1;
    }
  }
  return null;
}
