/** How an answer is written. */
import type { Answer } from "./answer.ts";
import { csv } from "./csv.ts";
import { json } from "./json.ts";
import { textTable } from "./text-table.ts";
import type { Sink, Written } from "./written.ts";

export const formats = { table: textTable, json, csv } as const satisfies Record<
  string,
  (answer: Answer, sink: Sink, width: number | null) => Promise<Written>
>;

export type Format = keyof typeof formats;
