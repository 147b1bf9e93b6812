/** How an answer is written. */
import type { Answer, Value } from "./answer.ts";
import { csv } from "./csv.ts";
import { json } from "./json.ts";
import { textTable } from "./text-table.ts";

/** Resolves when more may be written. */
export type Sink = (text: string) => Promise<void>;

export interface Written {
  readonly rows: number;
  /** There were more. */
  readonly cut: boolean;
}

export const formats = { table: textTable, json, csv } as const satisfies Record<
  string,
  (answer: Answer, sink: Sink, width: number | null) => Promise<Written>
>;

export type Format = keyof typeof formats;

/** A value as one text. */
export function textOf(value: Value): string {
  if (value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
