/** What every format of an answer needs: where it writes to, what it says at the end, and a value as text. */
import type { Value } from "./answer.ts";

/** Resolves when more may be written. */
export type Sink = (text: string) => Promise<void>;

export interface Written {
  readonly rows: number;
  /** There were more. */
  readonly cut: boolean;
}

/** A value as one text. */
export function textOf(value: Value): string {
  if (value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
