/** The bars of one lane of the timeline, in a drawing that stretches to the width there is. */
import { seriesClass } from "../../../page/colour.ts";
import { type Html, html } from "../../../page/html.ts";
import type { Series } from "../../model/model.ts";
import type { TimeScale } from "./time-scale.ts";

/** Units of the drawing. */
export const width = 1000;
export const height = 100;
/** The time of one bar may be so wide. */
const wide = 60;
const narrow = 16;

/** Where a bar ends: a few far from each other are bars, and not blocks as wide as their time. */
export function endOf(x: number, end: number): number {
  return end - x > wide ? x + narrow : Math.max(x + 1, end - Math.min(3, (end - x) * 0.12));
}

export function drawing(content: Html | readonly Html[]): Html {
  return html`
    <svg width="100%" height="100%" viewBox="0 0 ${width} ${height}" preserveAspectRatio="none">
      <path class="base" d="M0 ${height}H${width}"/>
      ${content}
    </svg>
  `;
}

/** One path for all failed, and one for each fingerprint: 240 bars of many fingerprints stay small. */
export function bars(
  series: readonly Series[],
  scale: TimeScale,
  most: number,
  names: ReadonlyMap<string, number>,
): Html[] {
  const tops = new Map<number, number>();
  const at = (each: Series, index: number) => each.start + index * each.bucketMs;
  const stack = (time: number, bucketMs: number, count: number): string => {
    const low = tops.get(time) ?? 0;
    tops.set(time, low + count);
    const x = scale.percentOf(time) * (width / 100);
    const end = scale.percentOf(time + bucketMs) * (width / 100);
    // A single failure among thousands is still seen.
    const tall = Math.max((count / most) * height, 3);
    const foot = height - (low / most) * height;
    const right = endOf(x, end);
    return `M${round(x)} ${round(foot)}H${round(right)}v${round(-tall)}H${round(x)}z`;
  };
  const drawn = (count: (each: Series, index: number) => number) => (each: Series) =>
    each.invocations
      .map((_, index) =>
        count(each, index) > 0 ? stack(at(each, index), each.bucketMs, count(each, index)) : "",
      )
      .join("");
  const failed = series.map(drawn((each, index) => each.failed[index] ?? 0)).join("");
  const well = series.map((each) => ({
    style: styleOf(each, names),
    path: drawn((of, index) => (of.invocations[index] ?? 0) - (of.failed[index] ?? 0))(each),
  }));
  return [
    ...well
      .filter(({ path }) => path !== "")
      .map(({ style, path }) => html`<path class="well ${style}" d="${path}"/>`),
    html`${failed !== "" && html`<path class="failed" d="${failed}"/>`}`,
  ];
}

function styleOf({ fingerprint }: Series, names: ReadonlyMap<string, number>): string {
  return fingerprint === null ? "unknown" : seriesClass(names.get(fingerprint) ?? 7);
}

export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
