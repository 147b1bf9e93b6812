/** Widgets that lie over another or beyond the grid. */

import { gridWidth } from "../../../../../cloudwatch/observability/dashboard/parts/layout.ts";
import type { DashboardBody, Place } from "../../../../../cloudwatch/preview/dashboard-body.ts";
import type { Problem } from "./known.ts";

export function gridProblems({ widgets }: DashboardBody): Problem[] {
  const problems: Problem[] = [];
  for (const [i, widget] of widgets.entries()) {
    const path = `/widgets/${i}`;
    if (widget.x + widget.width > gridWidth)
      problems.push({ path, message: `reaches beyond column ${gridWidth}` });
    for (let j = 0; j < i; j++)
      if (overlap(widget, widgets[j] as Place)) problems.push({ path, message: `overlaps /widgets/${j}` });
  }
  return problems;
}

function overlap(a: Place, b: Place): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
