/**
 * Columns below each other for a person. Where they do not fit the terminal the widest are wrapped, and where
 * even that is too narrow each row becomes a list of its values. It shows a page of rows, not all: the other
 * formats have no such limit.
 */
import Table from "cli-table3";
import { plainText } from "../../core/telemetry/plain-text.ts";
import type { Answer, Value } from "./answer.ts";
import { type Sink, textOf, type Written } from "./written.ts";

export const maxRows = 1_000;
const maxCell = 2_000;
/** Narrower than this a path cannot be read. */
const narrowest = 10;
const gap = 2;

/** @param width of the terminal; null for one without end. */
export async function textTable(
  { columns, rows }: Answer,
  sink: Sink,
  width: number | null,
): Promise<Written> {
  const shown: (readonly Value[])[] = [];
  let cut = false;
  for await (const batch of rows) {
    const room = maxRows - shown.length;
    shown.push(...batch.slice(0, room));
    cut = batch.length > room;
    if (cut) break;
  }
  const names = columns.map(plainText);
  if (names.length > 0) {
    const cells = shown.map((row) => row.map(cellText));
    const natural = names.map((name, column) =>
      Math.max(1, name.length, ...cells.map((row) => row[column]?.length ?? 0)),
    );
    const widths = fitted(natural, width);
    await sink(widths === null ? lists(names, cells) : grid(names, cells, widths, shown));
  }
  return { rows: shown.length, cut };
}

function cellText(value: Value): string {
  const text = textOf(value);
  return plainText(text.length > maxCell ? `${text.slice(0, maxCell)}...` : text);
}

/** The widest columns give way first; null when columns would become too narrow. */
function fitted(natural: readonly number[], width: number | null): readonly number[] | null {
  const room = width === null ? Number.POSITIVE_INFINITY : width - gap * (natural.length - 1);
  const total = (limit: number): number => natural.reduce((sum, one) => sum + Math.min(one, limit), 0);
  let limit = Math.max(...natural);
  while (limit > narrowest && total(limit) > room) limit--;
  return total(limit) > room ? null : natural.map((one) => Math.min(one, limit));
}

const none = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
};
const chars = {
  ...none,
  left: "",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: " ".repeat(gap),
};

function grid(
  names: readonly string[],
  cells: readonly string[][],
  widths: readonly number[],
  values: readonly (readonly Value[])[],
): string {
  const numeric = names.map(
    (_, column) =>
      values.length > 0 && values.every((row) => typeof row[column] === "number" || row[column] === null),
  );
  const table = new Table({
    chars,
    style: { "padding-left": 0, "padding-right": 0, head: [], border: [], compact: true },
    colWidths: [...widths],
    colAligns: numeric.map((right) => (right ? "right" : "left")),
    wordWrap: true,
    wrapOnWordBoundary: false,
  });
  table.push(
    [...names],
    widths.map((width) => "-".repeat(width)),
    ...cells,
  );
  // A regular expression would begin again at each blank that fills a column.
  const lines = table.toString().split("\n");
  return `${lines.map((line) => line.trimEnd()).join("\n")}\n`;
}

function lists(names: readonly string[], cells: readonly string[][]): string {
  const width = Math.max(...names.map((name) => name.length));
  const items = cells.map((row, index) => {
    const lines = names.flatMap((name, column) =>
      row[column] === "" ? [] : [`${name.padEnd(width)}  ${row[column]}`],
    );
    return [`-- row ${index + 1}`, ...lines].join("\n");
  });
  return items.length === 0 ? "" : `${items.join("\n")}\n`;
}
