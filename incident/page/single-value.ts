import type { MetricResult } from "../dashboard/metric-widget.ts";
import { severityClass } from "./colour.ts";
import { brief, type Html, html } from "./html.ts";
import { numberText } from "./number.ts";

/** One large number for each series. It has its colour only when there is something to see: a red 0 alarms nobody rightly. */
export function singleValue({ series }: MetricResult): Html {
  return html`<div class="values">${series.map(({ label, points, color }) => {
    const value = points.at(-1)?.value ?? Number.NaN;
    return html`<p class="value ${value > 0 ? severityClass(color) : "calm"}"><strong>${numberText(value)}</strong> ${brief(label, 60)}</p>`;
  })}</div>`;
}
