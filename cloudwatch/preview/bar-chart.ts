import { brief, type Html, html } from "../../page/html.ts";
import { numberText } from "../../page/number.ts";
import type { MetricProperties } from "./dashboard-body.ts";
import type { MetricResult } from "./metric-widget.ts";

/** A bar for each series: its last value, the largest as long as the place allows. */
export function barChart(properties: MetricProperties, { series }: MetricResult): Html {
  const bars = series
    .map(({ label, points }) => ({ label, value: points.at(-1)?.value ?? Number.NaN }))
    .filter(({ value }) => Number.isFinite(value));
  const most = bars.reduce((longest, { value }) => Math.max(longest, value), 0);
  const unit = properties.yAxis?.left?.label ?? "";
  const rows = bars.map(({ label, value }) => {
    const width = Math.round(most > 0 ? (Math.max(0, value) / most) * 100 : 0);
    return html`
      <tr>
        <th scope="row">${brief(label, 60)}</th>
        <td>
          <span class="bar" aria-hidden="true"><span style="width:${width}%"></span></span>
          <b>${numberText(value)}</b>
        </td>
      </tr>
    `;
  });
  return html`
    <table class="bars">
      <caption class="unseen">${properties.title}</caption>
      <thead>
        <tr><th scope="col">Series</th><th scope="col">${unit === "" ? "Value" : unit}</th></tr>
      </thead>
      <tbody>${rows}</tbody>
    </table>
  `;
}
