/**
 * The timeline's rows as numbered marks: those that would lie upon each other in the drawing are one mark.
 */
import type { Sign } from "../../../page/signs.ts";
import type { TimeScale } from "./time-scale.ts";
import type { TimelineRow } from "./timeline-rows.ts";

export interface Mark {
  /** In percent of the drawing's width. */
  readonly x: number;
  /** Distinct ones of its rows, in the order of time, at most three, the gravest first. */
  readonly signs: readonly Sign[];
  /** Of its most serious row. */
  readonly style: Sign["style"];
  /** Numbers of its rows in the table, from 1. */
  readonly numbers: readonly number[];
}

/**
 * Nearer marks than this many percent become one, so that three signs have room on a telephone as well; the
 * more there are, the longer their numbers.
 */
const near = (entries: number): number => (entries > 99 ? 12 : 9);
const maxSigns = 3;

export function marksOf(rows: readonly TimelineRow[], scale: TimeScale): Mark[] {
  const groups: { readonly x: number; readonly numbers: number[]; readonly signs: Set<Sign> }[] = [];
  const placed = rows.map(({ at, sign }, index) => ({ x: scale.percentOf(at), sign, number: index + 1 }));
  for (const { x, sign, number } of placed.sort(
    (left, right) => left.x - right.x || left.number - right.number,
  )) {
    const last = groups.at(-1);
    if (last === undefined || x - last.x >= near(rows.length))
      groups.push({ x, numbers: [number], signs: new Set([sign]) });
    else {
      last.numbers.push(number);
      last.signs.add(sign);
    }
  }
  return groups.map(({ x, numbers, signs }) => ({
    x,
    numbers,
    signs: gravestOf([...signs]),
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

/** As many as have room, in their order. */
function gravestOf(signs: readonly Sign[]): readonly Sign[] {
  const kept = new Set(
    signs.toSorted((left, right) => gravity[left.style] - gravity[right.style]).slice(0, maxSigns),
  );
  return signs.filter((sign) => kept.has(sign));
}

const gravity: Readonly<Record<Sign["style"], number>> = { error: 0, warning: 1, good: 2, calm: 2 };
