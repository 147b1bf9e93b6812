/**
 * The last gate: every line passes it on its way out, so no text of others leaves unscrubbed or with control
 * characters, whatever made the line.
 */
import { plainLines, plainText } from "./plain-text.ts";
import { scrub } from "./scrub.ts";

/** Keys whose lines are their items, and a message of the loader that lists importers. */
const severalLines: ReadonlySet<string> = new Set([
  "frames",
  "packages",
  "last_loads",
  "findings",
  "error_message",
]);

/** Put together from texts that passed `outgoingText`, each for itself. */
const composed: ReadonlySet<string> = new Set(["evidence", "chain", "copies"]);

/** The line itself if there is nothing to change. */
export function outgoing<L extends object>(line: L): L {
  let changed: Record<string, unknown> | null = null;
  for (const [key, value] of Object.entries(line)) {
    if (typeof value !== "string" || composed.has(key)) continue;
    const text = scrub(value);
    const plain = severalLines.has(key) ? plainLines(text) : plainText(text);
    if (plain === value) continue;
    changed ??= { ...line } as Record<string, unknown>;
    changed[key] = plain;
  }
  return (changed as L | null) ?? line;
}

/** One text on one line. */
export function outgoingText(text: string): string {
  return plainText(scrub(text));
}

/** For JSON.stringify: each text below a value. */
export function outgoingMember(_key: string, value: unknown): unknown {
  return typeof value === "string" ? outgoingText(value) : value;
}
