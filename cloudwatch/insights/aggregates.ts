/**
 * The functions of `stats`, each fed one group's values in turn.
 * docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Stats.html
 *
 * Where this differs or the documentation is silent: count_distinct is exact and pct is the nearest rank,
 * where CloudWatch may approximate; a missing value counts for none of them but `count(*)`, also for earliest
 * and latest; with equal times the event that was read first is the earliest and the one read last the
 * latest; without any value the answer is missing, but 0 for the counts. A time that min, max, earliest or
 * latest find is shown as a time, where CloudWatch may show milliseconds. stddev is not there.
 */
import { asNumber, naturalOrder, Timestamp, type Value } from "./value.ts";

export interface Aggregate {
  /** `time` is the row's @timestamp. */
  add(value: Value, time: Value): void;
  result(): Value;
}

interface AggregateFunction {
  readonly args: readonly [least: number, most: number];
  readonly needsTime?: true;
  /** `percent` is the second argument. */
  readonly start: (percent: number) => Aggregate;
}

class Count implements Aggregate {
  #count = 0;
  add(value: Value): void {
    if (value !== null) this.#count++;
  }
  result(): number {
    return this.#count;
  }
}

class CountDistinct implements Aggregate {
  readonly #seen = new Set<string>();
  add(value: Value): void {
    if (value !== null) this.#seen.add(String(value));
  }
  result(): number {
    return this.#seen.size;
  }
}

class Numbers implements Aggregate {
  readonly #of: (sum: number, count: number) => number;
  #sum = 0;
  #count = 0;
  constructor(of: (sum: number, count: number) => number) {
    this.#of = of;
  }
  add(value: Value): void {
    const number = asNumber(value);
    if (number === null) return;
    this.#sum += number;
    this.#count++;
  }
  result(): Value {
    return this.#count === 0 ? null : this.#of(this.#sum, this.#count);
  }
}

class Percentile implements Aggregate {
  readonly #percent: number;
  readonly #values: number[] = [];
  constructor(percent: number) {
    this.#percent = percent;
  }
  add(value: Value): void {
    const number = asNumber(value);
    if (number !== null) this.#values.push(number);
  }
  result(): Value {
    const sorted = this.#values.sort((a, b) => a - b);
    const rank = Math.ceil((this.#percent / 100) * sorted.length);
    return sorted[Math.max(rank, 1) - 1] ?? null;
  }
}

/** The value that comes first; `better` says whether a new one takes the held one's place. */
class Best implements Aggregate {
  readonly #better: (value: Value, held: Value, time: number, heldTime: number) => boolean;
  #held: Value = null;
  #heldTime = 0;
  constructor(better: (value: Value, held: Value, time: number, heldTime: number) => boolean) {
    this.#better = better;
  }
  add(value: Value, time: Value): void {
    if (value === null) return;
    const ms = time instanceof Timestamp ? time.ms : 0;
    if (this.#held !== null && !this.#better(value, this.#held, ms, this.#heldTime)) return;
    this.#held = value;
    this.#heldTime = ms;
  }
  result(): Value {
    return this.#held;
  }
}

/** A number where it reads as one. */
class Extreme implements Aggregate {
  readonly #best: Best;
  constructor(best: Best) {
    this.#best = best;
  }
  add(value: Value, time: Value): void {
    this.#best.add(value, time);
  }
  result(): Value {
    const value = this.#best.result();
    return typeof value === "string" ? (asNumber(value) ?? value) : value;
  }
}

const first = {
  args: [1, 1],
  start: () => new Best((value, held) => naturalOrder(value, held) < 0),
} as const;
const last = { args: [1, 1], start: () => new Best((value, held) => naturalOrder(value, held) > 0) } as const;

export const aggregates: ReadonlyMap<string, AggregateFunction> = new Map(
  Object.entries({
    count: { args: [0, 1], start: () => new Count() },
    count_distinct: { args: [1, 1], start: () => new CountDistinct() },
    sum: { args: [1, 1], start: () => new Numbers((sum) => sum) },
    avg: { args: [1, 1], start: () => new Numbers((sum, count) => sum / count) },
    pct: { args: [2, 2], start: (percent) => new Percentile(percent) },
    min: { args: [1, 1], start: () => new Extreme(first.start()) },
    max: { args: [1, 1], start: () => new Extreme(last.start()) },
    sortsfirst: first,
    sortslast: last,
    earliest: {
      args: [1, 1],
      needsTime: true,
      start: () => new Best((_value, _held, time, heldTime) => time < heldTime),
    },
    latest: {
      args: [1, 1],
      needsTime: true,
      start: () => new Best((_value, _held, time, heldTime) => time >= heldTime),
    },
  } satisfies Record<string, AggregateFunction>),
);
