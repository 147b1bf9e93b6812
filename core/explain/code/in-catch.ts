/**
 * Whether a place in code is where an error was caught: in the block of a `catch`, or in what is given to a
 * promise's `.catch(…)`. Goes from the place outward, bracket by bracket. Total and bounded.
 */
import { lastBefore } from "./brackets.ts";
import type { CodeText } from "./code-text.ts";

const maxBack = 8_000;
const maxHead = 200;

export function isInCatch({ code, brackets }: CodeText, place: number): boolean {
  const first = Math.max(0, place - maxBack);
  for (let at = place - 1; at >= first; at--) {
    const char = code[at] as string;
    if (char === ")" || char === "]" || char === "}") {
      const open = brackets.opening(at);
      if (open === -1) return false;
      at = open;
    } else if ((char === "{" && opensCatchBlock(code, at)) || (char === "(" && opensCatchCall(code, at)))
      return true;
  }
  return false;
}

/** `catch {` and `catch (error) {` */
function opensCatchBlock(code: string, open: number): boolean {
  const head = code.slice(Math.max(0, open - maxHead), open);
  return /(?:^|[^\w$.])catch\s*(?:\([^()]*\)\s*)?$/.test(head);
}

function opensCatchCall(code: string, open: number): boolean {
  const last = lastBefore(code, open);
  return /\.\s*catch$/.test(code.slice(Math.max(0, last - 20), last + 1));
}
