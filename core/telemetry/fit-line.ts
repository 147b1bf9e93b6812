/**
 * Keeps a line below the length at which Lambda has been seen to split a line of output, 64 KiB (reported for
 * stdout on Node). Strings are cut, longest first, until the line fits; nothing else of the line is lost.
 */
export const maxLineBytes = 60 * 1024;

const encoder = new TextEncoder();

/** The line itself where it fits, else a copy with `truncated: true`. The bytes are those of its JSON. */
export function fitLine<L extends object>(line: L): L | (L & { truncated: true }) {
  if (size(line) <= maxLineBytes) return line;
  const cut: Record<string, unknown> = { ...line, truncated: true };
  for (let limit = 16 * 1024; limit >= 16; limit /= 2) {
    for (const [key, value] of Object.entries(cut)) {
      if (typeof value === "string" && value.length > limit) cut[key] = `${value.slice(0, limit)}…`;
    }
    if (size(cut) <= maxLineBytes) break;
  }
  return cut as L & { truncated: true };
}

function size(line: object): number {
  const json = JSON.stringify(line);
  // No character needs more than 3 bytes for each of its UTF-16 units, or 6 where it is escaped.
  return json.length * 6 <= maxLineBytes ? json.length : encoder.encode(json).length;
}
