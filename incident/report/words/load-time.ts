/** What the inits took, in words: one sentence a function, and the rows of its copies. */

import { homePhrase, isOwnCode, named } from "../../../core/layout/copy-ref.ts";
import { type LoadTimeRoot, loadTimeRoots } from "../../../core/telemetry/load-time.ts";
import { andList, counted } from "../../../page/counts.ts";
import type { CopyLoadTime, FunctionLoadTimes } from "../../model/load-times.ts";

const phrases: Readonly<Record<LoadTimeRoot, string>> = {
  function: "in the function's files",
  layer: "in layers",
  runtime: "in the runtime",
  node: "in Node itself",
  other: "in other files",
  outcrop: "in Outcrop's preloads",
};

export function loadTimeText({ environments, init, idle, roots }: FunctionLoadTimes): string {
  const parts = loadTimeRoots
    .filter((root) => roots[root] >= 0.5)
    .sort((left, right) => roots[right] - roots[left])
    .map((root) => `${millis(roots[root])} ${phrases[root]}`);
  const waited = idle >= 1 ? `; it waited ${millis(idle)}` : "";
  const many =
    environments === 1
      ? "The init of one environment"
      : `The init, in the mean of ${counted(environments, "environment")},`;
  return `${many} took ${millis(init)}${parts.length === 0 ? "" : `: ${andList(parts, parts.length)}`}${waited}`;
}

export const loadTimeHead = ["copy", "self ms", "with what it loads"] as const;

/** Of the copies with the longest times. */
export function loadTimeRows(
  { copies }: FunctionLoadTimes,
  most: number,
): readonly (readonly [string, string, string])[] {
  return copies.slice(0, most).map((copy) => [copyText(copy), figure(copy.self), figure(copy.total)]);
}

function copyText(copy: CopyLoadTime): string {
  if (isOwnCode(copy)) return `${named(copy)} (${copy.path})`;
  return `${copy.package}@${copy.version ?? "(no version)"} in ${homePhrase(copy)}`;
}

function millis(ms: number): string {
  return `${figure(ms)} ms`;
}

function figure(ms: number): string {
  return ms >= 10 ? String(Math.round(ms)) : ms.toFixed(1);
}
