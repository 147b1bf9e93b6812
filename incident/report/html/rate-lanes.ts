/**
 * How many of its invocations failed over time, a lane for each function that had failures, with its deploys
 * and changes of the runtime marked. A grey foot says that invocations ran, so that no bar above it means
 * that all went well.
 */

import { share } from "../../../page/counts.ts";
import { brief, type Html, html, shortened } from "../../../page/html.ts";
import type { Series } from "../../model/model.ts";
import { failures } from "../words/counts.ts";
import type { TimeScale } from "./time-scale.ts";
import { drawing, endOf, height, round, width } from "./timeline-bars.ts";
import type { TimelineRow } from "./timeline-rows.ts";

const maxLanes = 5;
/** Of a label on a telephone, in percent of the width. */
const labelRoom = 25;
const labelLines = 2;
/** A single failure among thousands is still seen. */
const leastHeight = 3;

interface Bucket {
  readonly at: number;
  readonly ms: number;
  invocations: number;
  failed: number;
}

export function rateLanes(
  all: readonly Series[],
  scale: TimeScale,
  rows: readonly TimelineRow[],
): readonly Html[] {
  const functions = [...Map.groupBy(all, ({ functionName }) => functionName)].map(([name, series]) => ({
    name,
    buckets: bucketsOf(series),
  }));
  return functions
    .map((one) => ({ ...one, ...totalOf(one.buckets) }))
    .filter(({ failed }) => failed > 0)
    .sort((left, right) => right.failed - left.failed)
    .slice(0, maxLanes)
    .map(({ name, buckets, invocations, failed }) => {
      const news = rows.filter(({ kind, functionName }) => isNews(kind) && functionName === name);
      const worst = buckets.reduce((most, one) => (rateIn(one) > rateIn(most) ? one : most));
      const most = share(worst.failed, worst.invocations);
      const told = `${failures(failed, invocations)}; at most ${most} in one bar`;
      return html`
        <div class="lane rate">
          <p class="lane-title">
            <strong>${brief(name, 60)}</strong> error rate <span class="note">${told}</span>
          </p>
          ${newsLabels(news, scale)}
          <svg class="bars" height="56" role="img" aria-label="${shortened(name, 60)}: ${told}">
            ${drawing([ran(buckets, scale), rates(buckets, scale)])}
            ${news.map(({ at }) => newsLine(scale.percentOf(at)))}
          </svg>
        </div>
      `;
    });
}

function isNews(kind: TimelineRow["kind"]): boolean {
  return kind === "deploy" || kind === "runtime-update";
}

function bucketsOf(series: readonly Series[]): readonly Bucket[] {
  const buckets = new Map<number, Bucket>();
  for (const { start, bucketMs, invocations, failed } of series)
    for (const [index, count] of invocations.entries()) {
      if (count === 0) continue;
      const at = start + index * bucketMs;
      const bucket = buckets.get(at) ?? { at, ms: bucketMs, invocations: 0, failed: 0 };
      bucket.invocations += count;
      bucket.failed += failed[index] ?? 0;
      buckets.set(at, bucket);
    }
  return [...buckets.values()].sort((left, right) => left.at - right.at);
}

function totalOf(buckets: readonly Bucket[]): { invocations: number; failed: number } {
  return buckets.reduce(
    (sum, { invocations, failed }) => ({
      invocations: sum.invocations + invocations,
      failed: sum.failed + failed,
    }),
    { invocations: 0, failed: 0 },
  );
}

function rateIn({ invocations, failed }: Bucket): number {
  return invocations > 0 ? Math.min(1, failed / invocations) : 0;
}

function ran(buckets: readonly Bucket[], scale: TimeScale): Html {
  return html`<path class="ran" d="${buckets.map((one) => bar(one, 6, scale)).join("")}"/>`;
}

function rates(buckets: readonly Bucket[], scale: TimeScale): Html {
  const failing = buckets.filter(({ failed }) => failed > 0);
  const path = failing.map((one) => bar(one, Math.max(leastHeight, rateIn(one) * height), scale)).join("");
  return html`<path class="failed" d="${path}"/>`;
}

function bar({ at, ms }: Bucket, tall: number, scale: TimeScale): string {
  const x = scale.percentOf(at) * (width / 100);
  const end = scale.percentOf(at + ms) * (width / 100);
  const right = endOf(x, end);
  return `M${round(x)} ${height}H${round(right)}v${round(-tall)}H${round(x)}z`;
}

function newsLine(x: number): Html {
  return html`<line class="news" x1="${x}%" x2="${x}%" y1="0" y2="100%"/>`;
}

interface Label {
  readonly x: number;
  readonly line: number;
  readonly rows: TimelineRow[];
}

/** `version 7`, or `2 changes` where no line has room for both. */
function newsLabels(news: readonly TimelineRow[], scale: TimeScale): Html {
  if (news.length === 0) return html``;
  const labels: Label[] = [];
  /** Up to where each line is taken. */
  const taken = Array.from({ length: labelLines }, () => Number.NEGATIVE_INFINITY);
  for (const row of news) {
    const x = scale.percentOf(row.at);
    const from = isAtEnd(x) ? x - labelRoom : x;
    const line = taken.findIndex((to) => to <= from);
    const last = labels.at(-1);
    if (line === -1 && last !== undefined) {
      last.rows.push(row);
      continue;
    }
    taken[line] = from + labelRoom;
    labels.push({ x, line, rows: [row] });
  }
  const lines = Math.max(...labels.map(({ line }) => line)) + 1;
  const drawn = labels.map(({ x, line, rows }) => {
    const anchor = isAtEnd(x) ? "end" : "start";
    return html`<text x="${x}%" y="${11 + 13 * line}" text-anchor="${anchor}">${labelOf(rows)}</text>`;
  });
  return html`<svg class="news-labels" height="${2 + 13 * lines}" aria-hidden="true">${drawn}</svg>`;
}

/** Its label is to its left. */
function isAtEnd(x: number): boolean {
  return x > 100 - labelRoom;
}

function labelOf([first, ...others]: readonly TimelineRow[]): string {
  if (first === undefined) return "";
  if (others.length > 0) return `${others.length + 1} changes`;
  const { entry, kind } = first;
  if (kind === "runtime-update") return "■ runtime";
  const version = entry?.kind === "deploy" && entry.news.kind === "environment" ? entry.news.after : null;
  return version === null ? "● deploy" : `● version ${shortened(version, 12)}`;
}
