/**
 * An array of objects, one a line. What a terminal would act on is written as an escape of JSON, which means
 * the same.
 */
import { plainText } from "../../core/telemetry/plain-text.ts";
import type { Answer } from "./answer.ts";
import type { Sink, Written } from "./written.ts";

export async function json({ columns, rows }: Answer, sink: Sink): Promise<Written> {
  let count = 0;
  for await (const batch of rows) {
    const lines = batch.map((row) => {
      const members = columns.map((name, column) => `${JSON.stringify(name)}:${JSON.stringify(row[column])}`);
      return `${count++ === 0 ? "[" : ",\n"}{${plainText(members.join(","))}}`;
    });
    await sink(lines.join(""));
  }
  await sink(count === 0 ? "[]\n" : "]\n");
  return { rows: count, cut: false };
}
