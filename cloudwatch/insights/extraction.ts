/** `parse`: fields out of a text. A text that does not match keeps its row, without them. */
import type { Evaluation } from "./compile.ts";
import type { Row } from "./row.ts";
import { asText } from "./value.ts";

export function* byRegex(
  rows: Iterable<Row>,
  of: Evaluation,
  pattern: RegExp,
  names: readonly string[],
): Iterable<Row> {
  for (const row of rows) {
    const groups = pattern.exec(asText(of(row)) ?? "")?.groups;
    for (const name of names) row.set(name, groups?.[name] ?? null);
    yield row;
  }
}

/**
 * The pieces between the asterisks are looked for one after the other, each at its first place after the one
 * before.
 */
export function* byGlob(
  rows: Iterable<Row>,
  of: Evaluation,
  pieces: readonly string[],
  names: readonly string[],
): Iterable<Row> {
  for (const row of rows) {
    const found = between(asText(of(row)), pieces);
    for (const [index, name] of names.entries()) row.set(name, found?.[index] ?? null);
    yield row;
  }
}

function between(text: string | null, [first = "", ...others]: readonly string[]): string[] | null {
  const start = text?.indexOf(first) ?? -1;
  if (text === null || start === -1) return null;
  const found: string[] = [];
  let from = start + first.length;
  for (const [index, piece] of others.entries()) {
    const toTheEnd = piece === "" && index === others.length - 1;
    const at = toTheEnd ? text.length : text.indexOf(piece, from);
    if (at === -1) return null;
    found.push(text.slice(from, at));
    from = at + piece.length;
  }
  return found;
}
