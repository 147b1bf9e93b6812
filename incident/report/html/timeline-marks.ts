/**
 * The timeline's rows as numbered marks: those that would lie upon each other in the drawing are one mark.
 */
import type { Sign } from "./signs.ts";
import type { TimeScale } from "./time-scale.ts";
import type { TimelineRow } from "./timeline-rows.ts";

export interface Mark {
  /** In percent of the drawing's width. */
  readonly x: number;
  /** Distinct ones of its rows, in the order of time, at most five. */
  readonly signs: readonly Sign[];
  /** Of its most serious row. */
  readonly style: Sign["style"];
  /** Numbers of its rows in the table, from 1. */
  readonly numbers: readonly number[];
}

/** Nearer marks than this many percent become one; the more there are, the longer their numbers. */
const near = (entries: number): number => (entries > 99 ? 8 : 4);
const maxMarks = 40;
const maxSigns = 5;

export function marksOf(rows: readonly TimelineRow[], scale: TimeScale): Mark[] {
  const groups: { readonly x: number; readonly numbers: number[]; readonly signs: Set<Sign> }[] = [];
  const placed = rows.map(({ at, sign }, index) => ({ x: scale.percentOf(at), sign, number: index + 1 }));
  for (const { x, sign, number } of placed.sort(
    (left, right) => left.x - right.x || left.number - right.number,
  )) {
    const last = groups.at(-1);
    if (last === undefined || (x - last.x >= near(rows.length) && groups.length < maxMarks))
      groups.push({ x, numbers: [number], signs: new Set([sign]) });
    else {
      last.numbers.push(number);
      last.signs.add(sign);
    }
  }
  return groups.map(({ x, numbers, signs }) => ({
    x,
    numbers,
    signs: [...signs].slice(0, maxSigns),
    style: gravest([...signs]),
  }));
}

/** `3`, `3–5` or `3+`: what there is place for below the signs. */
export function numbersText(numbers: readonly number[]): string {
  const least = numbers.reduce((low, number) => Math.min(low, number), Number.POSITIVE_INFINITY);
  const most = numbers.reduce((high, number) => Math.max(high, number), 0);
  if (least === most) return String(least);
  return most - least === numbers.length - 1 ? `${least}–${most}` : `${least}+`;
}

function gravest(signs: readonly Sign[]): Sign["style"] {
  return (
    (["error", "warning"] as const).find((style) => signs.some((sign) => sign.style === style)) ?? "calm"
  );
}
