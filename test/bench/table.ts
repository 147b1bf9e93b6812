/** Figures as a table, for a terminal and for the docs. */
import type { Figure } from "./figures.ts";

export const columns = ["arm", "measure", "unit", "runs", "min", "median", "p95", "ratio", "budget"] as const;

const leftAligned = 3;

/** Three significant digits, but never fewer than the whole part: 0.0123, 1.23, 12.3, 123, 1234. */
export function number(value: number): string {
  if (!Number.isFinite(value)) return "-";
  if (value === 0) return "0";
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(Math.min(digits, 6));
}

export function cells({ arm, measure, unit, runs, min, median, p95, ratio, budget }: Figure): string[] {
  const compared = ratio === null ? "" : ratio.toFixed(ratio < 1.995 ? 3 : 2);
  return [arm, measure, unit, String(runs), number(min), number(median), number(p95), compared, budget ?? ""];
}

export function textTable(figures: readonly Figure[]): string {
  const rows = [[...columns], ...figures.map(cells)];
  const widths = columns.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) =>
        column < leftAligned ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd();
  return rows.map(line).join("\n");
}

export function markdownTable(figures: readonly Figure[]): string {
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  const rule = columns.map((_, column) => (column < leftAligned ? "---" : "--:"));
  return [line(columns), line(rule), ...figures.map((figure) => line(cells(figure)))].join("\n");
}
