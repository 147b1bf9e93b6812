/**
 * A time axis that leaves out long silences: logs of a good day and of a bad one, three days apart, are still
 * seen as more than two slivers. What happened (bars and events) is joined to stretches; a silence longer
 * than a part of the whole ends one. Stretches share the width by their length, each with room enough to be
 * seen, with a narrow break between two.
 */

export interface Stretch {
  readonly from: number;
  readonly to: number;
  /** In percent of the width. */
  readonly left: number;
  readonly right: number;
}

/** Of the whole time: a shorter silence says something. */
const silencePart = 0.15;
const maxStretches = 4;
const breakWidth = 4;
const leastWidth = 12;
/** Of a Date, in milliseconds. */
const furthest = 8.64e15;

export class TimeScale {
  readonly stretches: readonly Stretch[];

  /** @param spans what happened, in milliseconds; at least one of them longer than nothing */
  constructor(spans: readonly (readonly [from: number, to: number])[]) {
    const sorted = spans
      .filter(([from, to]) => from >= -furthest && to <= furthest && to >= from)
      .sort(([left], [right]) => left - right);
    const first = sorted[0]?.[0] ?? 0;
    const last = sorted.reduce((latest, [, to]) => Math.max(latest, to), first + 1);
    this.stretches = placed(longest(joined(sorted, (last - first) * silencePart)));
  }

  /** The place of a time, in percent of the width. */
  percentOf(at: number): number {
    const { stretches } = this;
    const inside = stretches.find(({ to }) => at <= to) ?? stretches.at(-1);
    if (inside === undefined) return 0;
    const part = (at - inside.from) / Math.max(1, inside.to - inside.from);
    // Within a silence: at its end.
    const percent = inside.left + Math.min(1, Math.max(0, part)) * (inside.right - inside.left);
    return Math.round(percent * 100) / 100;
  }
}

type Span = readonly [from: number, to: number];

function joined(sorted: readonly Span[], silence: number): Span[] {
  const stretches: [number, number][] = [];
  for (const [from, to] of sorted) {
    const last = stretches.at(-1);
    if (last === undefined || from - last[1] > silence) stretches.push([from, to]);
    else last[1] = Math.max(last[1], to);
  }
  return stretches;
}

/** Many breaks would say less than the silence does: the shortest silences stay. */
function longest(stretches: readonly Span[]): Span[] {
  const kept = [...stretches];
  while (kept.length > maxStretches) {
    let nearest = 1;
    const silence = (at: number) => (kept[at]?.[0] ?? 0) - (kept[at - 1]?.[1] ?? 0);
    for (let at = 2; at < kept.length; at++) if (silence(at) < silence(nearest)) nearest = at;
    kept.splice(nearest - 1, 2, [kept[nearest - 1]?.[0] ?? 0, kept[nearest]?.[1] ?? 0]);
  }
  return kept;
}

function placed(spans: readonly Span[]): Stretch[] {
  const room = 100 - breakWidth * (spans.length - 1);
  const total = spans.reduce((sum, [from, to]) => sum + (to - from), 0);
  const spare = room - leastWidth * spans.length;
  let left = 0;
  return spans.map(([from, to]) => {
    const width = leastWidth + (total > 0 ? ((to - from) / total) * spare : spare / spans.length);
    const stretch = { from, to, left, right: left + width };
    left += width + breakWidth;
    return stretch;
  });
}
