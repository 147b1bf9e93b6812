/**
 * RFC 4180 with a header. A text that a spreadsheet would take for a formula gets an apostrophe before it, as
 * such programs write plain text themselves; a number is not text. Control characters are written as JSON
 * writes them.
 */
import { plainLines } from "../../core/telemetry/plain-text.ts";
import type { Answer, Value } from "./answer.ts";
import { type Sink, textOf, type Written } from "./written.ts";

/** Also as the wide forms that some programs take for the same, and behind blanks that they skip. */
const formula = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/;

export async function csv({ columns, rows }: Answer, sink: Sink): Promise<Written> {
  let count = 0;
  await sink(line(columns));
  for await (const batch of rows) {
    count += batch.length;
    await sink(batch.map(line).join(""));
  }
  return { rows: count, cut: false };
}

function line(values: readonly Value[]): string {
  return `${values.map(cell).join(",")}\r\n`;
}

function cell(value: Value): string {
  const text = textOf(value);
  const safe = plainLines(typeof value === "string" && formula.test(text) ? `'${text}` : text);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
