/** Separates Outcrop's usual lines from its diagnostics, and checks that they are what a cell demands. */
import type { Words } from "./fault.ts";

export interface Said {
  /** How many usual lines. */
  readonly lines: number;
  readonly diagnostics: readonly string[];
  /** What is neither: never right. */
  readonly other: readonly string[];
}

/** A diagnostic is a line of that type, or a plain one before there is a logger: `outcrop: …`. */
export function saidIn(output: string): Said {
  let lines = 0;
  const diagnostics: string[] = [];
  const other: string[] = [];
  for (const line of output.split("\n")) {
    if (line === "") continue;
    const type = lineType(line);
    if (type === "diagnostic") diagnostics.push(String((JSON.parse(line) as { message: unknown }).message));
    else if (type !== null) lines++;
    else if (line.startsWith("outcrop: ")) diagnostics.push(line.slice("outcrop: ".length));
    else other.push(line);
  }
  return { lines, diagnostics, other };
}

function lineType(line: string): string | null {
  try {
    const { outcrop } = JSON.parse(line) as { outcrop?: unknown };
    return typeof outcrop === "string" ? outcrop : null;
  } catch {
    return null;
  }
}

/** What is wrong with it, null where it is what was demanded. */
export function saidWrongly({ lines, diagnostics, other }: Said, words: Words): string | null {
  if (other.length > 0) return `a line that is not one of Outcrop's: ${other[0]}`;
  if (words.lines === true && lines === 0) return "no line at all";
  if (words.lines === false && lines > 0) return `${lines} lines, where none was due`;
  if (words.diagnostic === null)
    return diagnostics.length === 0 ? null : `a diagnostic: ${diagnostics.join(" | ")}`;
  if (words.optional === true && diagnostics.length === 0) return null;
  if (diagnostics.length !== 1) return `${diagnostics.length} diagnostics: ${diagnostics.join(" | ")}`;
  return diagnostics[0]?.includes(words.diagnostic) ? null : `another diagnostic: ${diagnostics[0]}`;
}
