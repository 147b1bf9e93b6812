/**
 * Invocations over time, a lane for each function and version. The bars stretch to the width there is; text
 * does not, since its places are given in percent. Failed invocations are at the bottom of each bar, hatched;
 * those that went well are above them, in the colour of their fingerprint.
 */

import { seriesClass } from "../../../page/colour.ts";
import { counted } from "../../../page/counts.ts";
import { brief, type Html, html, shortened } from "../../../page/html.ts";
import { numberText } from "../../../page/number.ts";
import { dateTime, duration, tickText } from "../../../page/time.ts";
import { stepFor } from "../../../page/time-step.ts";
import type { Incident } from "../../model/model.ts";
import { failures } from "../words/counts.ts";
import { type Lane, lanesOf } from "./lanes.ts";
import { rateLanes } from "./rate-lanes.ts";
import { TimeScale } from "./time-scale.ts";
import { bars, drawing, round } from "./timeline-bars.ts";
import { type Mark, marksOf, numbersText } from "./timeline-marks.ts";
import type { TimelineRow } from "./timeline-rows.ts";

const maxLanes = 10;
/** Of a stretch that has room for several times and a whole date, in percent. */
const leastWidth = 16;
export function timelineChart(incident: Incident, rows: readonly TimelineRow[]): Html {
  const { lanes: shown, rest } = lanesOf(incident.series, maxLanes);
  const scale = scaleOf(incident, shown, rows);
  if (scale === null)
    return html`<p class="note">No invocation in these logs has a time, so there is no chart.</p>`;
  const bucketMs = shown[0]?.series[0]?.bucketMs ?? 0;
  if (isOneBar(incident))
    return html`
      <p class="note">
        All invocations are within ${duration(bucketMs)}: too short for a chart over time.
      </p>
    `;
  const names = fingerprintNames(shown);
  const marks = marksOf(rows, scale);
  const silent =
    scale.stretches.length > 1 ? " The sign ≈ marks a long time without log lines, which is left out." : "";
  return html`
    <div class="scroll" role="region" tabindex="0" aria-label="Picture of invocations over time">
      <figure class="timeline">
        ${patterns}
        ${markLane(marks)}
        ${rateLanes(incident.series, scale, rows)}
        ${shown.map((each) => lane(each, scale, marks, names))}
        ${axis(scale)}
        <figcaption class="note">
          Time in UTC; each bar is ${duration(bucketMs)}.${" "}
          The numbers of the marks are those of the table below.
          ${silent}
          ${notDrawn(rest)}
        </figcaption>
      </figure>
    </div>
    ${legend(shown, names)}
  `;
}

function notDrawn(rest: readonly Lane[]): string {
  if (rest.length === 0) return "";
  const failed = rest.reduce((sum, lane) => sum + lane.failed, 0);
  const [versions, invocations] = [
    counted(rest.length, "function version"),
    counted(failed, "failed invocation"),
  ];
  return ` ${versions} with ${invocations} ${rest.length === 1 ? "is" : "are"} not drawn.`;
}

/** Readers who see no difference of colour still see the hatching. */
const patterns = html`
  <svg class="unseen" width="0" height="0" aria-hidden="true">
    <defs>
      <pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect class="hatch-back" width="5" height="5"/>
        <path class="hatch-line" d="M0 0v5"/>
      </pattern>
    </defs>
  </svg>
`;

function markLane(marks: readonly Mark[]): Html {
  if (marks.length === 0) return html``;
  const count = marks.reduce((sum, { numbers }) => sum + numbers.length, 0);
  const label = `${counted(count, "event")} on the timeline; the table below lists them`;
  const drawn = marks.map(({ x, signs, numbers }) => {
    const spans = signs.map(({ sign, style }) => html`<tspan class="${style}">${sign}</tspan>`);
    return html`
      <text class="mark" x="${x}%" y="13" text-anchor="${anchor(x)}">${spans}</text>
      <text class="mark-number" x="${x}%" y="28" text-anchor="${anchor(x)}">${numbersText(numbers)}</text>
    `;
  });
  return html`<svg class="marks" role="img" aria-label="${label}" height="34">${drawn}</svg>`;
}

function lane(
  { functionName, functionVersion, invocations, failed, most, series }: Lane,
  scale: TimeScale,
  marks: readonly Mark[],
  names: ReadonlyMap<string, number>,
): Html {
  const told = failures(failed, invocations);
  const name = html`<strong>${brief(functionName, 60)}</strong> version ${brief(functionVersion, 20)}`;
  const label = `${shortened(functionName, 60)} version ${shortened(functionVersion, 20)}: ${told}`;
  const lines = marks.map(
    ({ x, style }) => html`<line class="mark-line ${style}" x1="${x}%" x2="${x}%" y1="0" y2="100%"/>`,
  );
  return html`
    <div class="lane">
      <p class="lane-title">
        ${name} <span class="note">${told}; at most ${numberText(most)} in one bar</span>
      </p>
      <svg class="bars" height="48" role="img" aria-label="${label}">
        ${drawing(bars(series, scale, most, names))}
        ${lines}
      </svg>
    </div>
  `;
}

function axis({ stretches }: TimeScale): Html {
  /** Of a stretch, where it is another one than before; the first has its year if there is room. */
  const dayOf = (at: number): string => {
    const day = dateTime(stretches[at]?.from ?? 0).slice(0, 10);
    const before = stretches[at - 1];
    if (before === undefined) return (stretches[0]?.right ?? 0) < leastWidth ? day.slice(5) : day;
    return dateTime(before.from).slice(0, 10) === day ? "" : day.slice(5);
  };
  return html`<svg class="axis" height="32" aria-hidden="true">${stretches.map(
    ({ from, to, left, right }, at) => {
      const step = stepFor(to - from, Math.max(1, Math.round((right - left) / 18)));
      const first = Math.ceil(from / step) * step;
      const count = Math.max(0, Math.min(9, Math.floor((to - first) / step) + 1));
      const isNarrow = right - left < leastWidth || count === 0;
      const ticks = Array.from({ length: isNarrow ? 1 : count }, (_, index) => {
        const time = isNarrow ? from : first + index * step;
        const x = round(left + ((time - from) / Math.max(1, to - from)) * (right - left));
        const side = isNarrow ? "start" : anchor(x);
        return html`
          <line class="tick" x1="${x}%" x2="${x}%" y1="0" y2="4"/>
          <text x="${x}%" y="15" text-anchor="${side}">${tickText(time, step)}</text>
        `;
      });
      const gap = stretches[at + 1];
      const silence =
        gap === undefined
          ? ""
          : html`
              <text class="silence" x="${round((right + gap.left) / 2)}%" y="15" text-anchor="middle">
                ≈
                <title>${duration(gap.from - to)} without log lines</title>
              </text>
            `;
      return html`${ticks}<text x="${round(left)}%" y="29">${dayOf(at)}</text>${silence}`;
    },
  )}</svg>`;
}

function legend(lanes: readonly Lane[], names: ReadonlyMap<string, number>): Html {
  const shown = new Set(lanes.flatMap(({ series }) => series.map(({ fingerprint }) => fingerprint)));
  const known = [...names].filter(([fingerprint]) => shown.has(fingerprint)).slice(0, 24);
  const key = (series: string, style: string) => html`
    <svg class="key${series}" width="14" height="12" aria-hidden="true">
      <rect class="${style}" width="14" height="12"/>
    </svg>
  `;
  const fingerprints = known.map(([fingerprint, at]) => {
    const name = html`<code>${brief(fingerprint.slice(0, 8), 8)}</code>`;
    return html`<li>${key(` ${seriesClass(at)}`, "well")}went well, fingerprint ${name}</li>`;
  });
  return html`
    <ul class="keys">
      <li>${key("", "failed")}failed</li>
      ${fingerprints}
      ${shown.has(null) && html`<li>${key("", "well unknown")}went well, not observed by Outcrop</li>`}
    </ul>
  `;
}

/** Failed is red, so no fingerprint is. */
const calm = [0, 2, 3, 6, 4, 5, 7];

function fingerprintNames(lanes: readonly Lane[]): Map<string, number> {
  const names = new Map<string, number>();
  for (const { series } of lanes)
    for (const { fingerprint } of series)
      if (fingerprint !== null && !names.has(fingerprint))
        names.set(fingerprint, calm[names.size % calm.length] ?? 0);
  return names;
}

function scaleOf(
  { series }: Incident,
  lanes: readonly Lane[],
  rows: readonly TimelineRow[],
): TimeScale | null {
  if (lanes.length === 0) return null;
  const bars = series.flatMap(({ start, bucketMs, invocations }) =>
    invocations.flatMap((count, index): [number, number][] =>
      count > 0 ? [[start + index * bucketMs, start + (index + 1) * bucketMs]] : [],
    ),
  );
  const events = rows.filter(({ at }) => at > 0 && at < 8.64e15).map(({ at }): [number, number] => [at, at]);
  return new TimeScale([...bars, ...events]);
}

function isOneBar({ series }: Incident): boolean {
  const starts = series.flatMap(({ start, bucketMs, invocations }) =>
    invocations.flatMap((count, index) => (count > 0 ? [start + index * bucketMs] : [])),
  );
  return new Set(starts).size <= 1;
}

/** A text at an edge would go beyond it. */
function anchor(x: number): "start" | "middle" | "end" {
  if (x < 4) return "start";
  return x > 96 ? "end" : "middle";
}
