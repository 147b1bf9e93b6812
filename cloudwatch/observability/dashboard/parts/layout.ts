/**
 * Widgets in rows, one below the other and side by side: none can lie over another, and none beyond the grid.
 */
import type { Content, Place, Widget } from "../../../preview/dashboard-body.ts";

/** Columns of a dashboard's grid. */
export const gridWidth = 24;

export interface Row {
  readonly height: number;
  readonly cells: readonly Cell[];
}

export interface Cell {
  readonly width: number;
  readonly content: Content;
}

/** Cells with their own widths, from left to right. Throws where they are wider than the grid. */
export function row(height: number, ...cells: readonly (readonly [width: number, content: Content])[]): Row {
  const total = cells.reduce((sum, [width]) => sum + width, 0);
  if (total > gridWidth) throw new RangeError(`a row is ${total} wide, and the grid ${gridWidth}`);
  return { height, cells: cells.map(([width, content]) => ({ width, content })) };
}

/** Cells of the same width, as many as divide the grid. */
export function evenRow(height: number, ...contents: readonly Content[]): Row {
  const width = gridWidth / contents.length;
  if (!Number.isInteger(width))
    throw new RangeError(`${contents.length} cells do not divide a grid of ${gridWidth}`);
  return row(height, ...contents.map((content) => [width, content] as const));
}

/** Rows from top to bottom. */
export function stack(rows: readonly Row[]): Widget[] {
  const widgets: Widget[] = [];
  let y = 0;
  for (const { height, cells } of rows) {
    let x = 0;
    for (const { width, content } of cells) {
      const place: Place = { x, y, width, height };
      // The keys in the order a reader of the generated template looks for them.
      widgets.push({ type: content.type, ...place, properties: content.properties } as Widget);
      x += width;
    }
    y += height;
  }
  return widgets;
}
