/** The question that the rows below it answer. */
import { gridWidth, type Row, row } from "../parts/layout.ts";

export function heading(question: string): Row {
  return row(1, [
    gridWidth,
    { type: "text", properties: { markdown: `### ${question}`, background: "transparent" } },
  ]);
}
