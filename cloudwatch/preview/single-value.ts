import { severityClass } from "../../page/colour.ts";
import { brief, type Html, html } from "../../page/html.ts";
import { numberText } from "../../page/number.ts";
import type { MetricResult } from "./metric-widget.ts";

/**
 * One large number for each series. It has its colour only above 0, since a red 0 would be a false alarm.
 */
export function singleValue({ series }: MetricResult): Html {
  return html`<div class="values">${series.map(({ label, points, color }) => {
    const value = points.at(-1)?.value ?? Number.NaN;
    const style = value > 0 ? severityClass(color) : "calm";
    return html`<p class="value ${style}"><strong>${numberText(value)}</strong> ${brief(label, 60)}</p>`;
  })}</div>`;
}
