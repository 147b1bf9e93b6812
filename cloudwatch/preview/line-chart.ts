/**
 * A chart over time. The drawing stretches to its place, so lines keep their width by `vector-effect` and
 * dots are lines of no length with round ends; all text is HTML next to it and never stretched. The legend is
 * a table that holds the values, which the drawing's description names.
 */

import { seriesClass } from "../../page/colour.ts";
import { brief, type Html, html } from "../../page/html.ts";
import { axisTicks, numberText } from "../../page/number.ts";
import { duration, tickText } from "../../page/time.ts";
import { stepFor } from "../../page/time-step.ts";
import type { Window } from "../metric-math/series.ts";
import type { MetricProperties } from "./dashboard-body.ts";
import type { DrawnSeries, MetricResult } from "./metric-widget.ts";

/** The drawing's own units. */
const width = 1000;
const height = 100;
const maxDots = 200;
const maxSeries = 20;
const maxWidened = 4;

export function lineChart(properties: MetricProperties, { series: all, window }: MetricResult): Html {
  const withValues = all.filter(({ points }) => points.length > 0);
  const series = withValues.slice(0, maxSeries);
  const annotations = properties.annotations?.horizontal ?? [];
  const values = series.flatMap(({ points }) => points.map(({ value }) => value));
  const [least, most] = values.reduce(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [0, 0],
  );
  const ticks = axisTicks(least, Math.max(most, ...annotations.map(({ value }) => value)));
  const bottom = ticks[0] ?? 0;
  // Room above the last tick, so that a line on it is visible in full.
  const top = bottom + ((ticks.at(-1) ?? 1) - bottom) * 1.12;
  const y = (value: number) => round(height - clamp((value - bottom) / (top - bottom)) * height);
  const unit = properties.yAxis?.left?.label ?? "";
  // Counts are small, so lines often overlap: those below are drawn wider.
  const widened =
    series.length <= maxWidened &&
    new Set(series.flatMap(({ points }) => points.map((point) => `${point.timestamp} ${point.value}`))).size <
      values.length;
  const description =
    `${properties.title}: ${unit === "" ? "values" : unit} over time, ${series.length} series; ` +
    "the table below has the values";
  const yTicks = ticks.map((tick) => html`<span style="top:${y(tick)}%">${numberText(tick)}</span>`);
  const grid = ticks.map((tick) => html`<path class="grid-line" d="M0 ${y(tick)}H${width}"/>`);
  const thresholds = annotations.map(
    ({ value }) => html`
      <rect class="bad" x="0" y="0" width="${width}" height="${y(value)}"/>
      <path class="threshold" d="M0 ${y(value)}H${width}"/>
    `,
  );
  const lines = series.map((each, at) => drawLine(each, at, window, y, widened && series.length - 1 - at));
  const labels = annotations.map(
    ({ value, label }) =>
      html`<span class="threshold-label" style="top:${y(value)}%" aria-hidden="true">${label}</span>`,
  );
  const xTicks = timeTicks(window).map(({ timestamp, text }) => {
    const place = position(timestamp, window);
    return html`<span class="${edgeClass(place)}" style="left:${round(place * 100)}%">${text}</span>`;
  });
  const box = `0 0 ${width} ${height}`;
  return html`
    <div class="chart">
      <div class="y-label">${unit}</div>
      <div class="plot">
        <div class="y-ticks" aria-hidden="true">${yTicks}</div>
        <svg viewBox="${box}" preserveAspectRatio="none" role="img" aria-label="${description}">
          ${grid}
          ${thresholds}
          ${lines}
        </svg>
        ${labels}
        <div class="x-ticks" aria-hidden="true">${xTicks}</div>
      </div>
      <div class="x-label">time (UTC), each point ${duration(window.periodMs)}</div>
    </div>
    ${legend(series, withValues.length)}
  `;
}

function drawLine(
  { points }: DrawnSeries,
  at: number,
  window: Window,
  y: (value: number) => number,
  wider: number | false,
): Html {
  // A point represents its period and is drawn in the middle of it.
  const places = points.map(
    ({ timestamp, value }) =>
      `${round(position(timestamp + window.periodMs / 2, window) * width)} ${y(value)}`,
  );
  const follows = (one: number, other: number) =>
    (points[other]?.timestamp ?? 0) - (points[one]?.timestamp ?? 0) < 1.5 * window.periodMs;
  const last = points.length - 1;
  // Where one period follows the other the line is enough; a dot is where that begins, ends, or was a single
  // period.
  const dots = places
    .filter(
      (_, index) => index === 0 || index === last || !follows(index - 1, index) || !follows(index, index + 1),
    )
    .slice(0, maxDots)
    .map((place) => `M${place}h0`)
    .join("");
  return html`
    <g class="${seriesClass(at)}"${wider !== false && html` style="--wider:${wider}"`}>
      <path class="line" d="M${places.join("L")}"/>
      <path class="dots" d="${dots}"/>
    </g>
  `;
}

function legend(series: readonly DrawnSeries[], all: number): Html {
  const rows = series.map(({ label, points }, at) => {
    const most = points.reduce((high, { value }) => Math.max(high, value), Number.NEGATIVE_INFINITY);
    return html`
      <tr>
        <th scope="row">
          <span class="swatch ${seriesClass(at)}" aria-hidden="true"></span>
          ${brief(label === "" ? "all" : label, 48)}
        </th>
        <td>${numberText(points.at(-1)?.value ?? Number.NaN)}</td>
        <td>${numberText(most)}</td>
      </tr>
    `;
  });
  const rest = all - series.length;
  return html`
    <table class="legend">
      <thead><tr><th scope="col">Series</th><th scope="col">Last</th><th scope="col">Most</th></tr></thead>
      <tbody>${rows}</tbody>
    </table>
    ${rest > 0 && html`<p class="note">${rest} more series are not drawn.</p>`}
  `;
}

function timeTicks(window: Window): { timestamp: number; text: string }[] {
  const step = stepFor(window.end - window.start, 4);
  const first = Math.ceil(window.start / step) * step;
  const count = Math.min(8, Math.floor((window.end - first) / step) + 1);
  return Array.from({ length: Math.max(0, count) }, (_, at) => {
    const timestamp = first + at * step;
    return { timestamp, text: tickText(timestamp, step) };
  });
}

/** A label at an edge would reach beyond it. */
function edgeClass(part: number): string {
  if (part < 0.12) return "first";
  return part > 0.88 ? "last" : "";
}

function position(timestamp: number, { start, end }: Window): number {
  return clamp((timestamp - start) / (end - start));
}

function clamp(part: number): number {
  return Number.isFinite(part) ? Math.min(1, Math.max(0, part)) : 0;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
