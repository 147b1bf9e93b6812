/**
 * Invocations over time in at most 240 equal buckets for each function, version and fingerprint. When a time
 * is outside the buckets, neighbours are merged until it fits. So memory does not grow with time, and all
 * series end up with one bucket width.
 */
import type { Series } from "./model.ts";

const maxBuckets = 240;
const firstBucketMs = 1_000;
const maxSeries = 5_000;

interface Counting {
  readonly functionName: string;
  readonly functionVersion: string;
  readonly fingerprint: string | null;
  /** Bucket number (time / bucketMs) -> invocations, failed. */
  buckets: Map<number, [invocations: number, failed: number]>;
}

export class TimeSeries {
  readonly #series = new Map<string, Counting>();
  full = false;
  #bucketMs = firstBucketMs;
  #first = Number.POSITIVE_INFINITY;
  #last = Number.NEGATIVE_INFINITY;

  add(
    who: Pick<Series, "functionName" | "functionVersion" | "fingerprint">,
    at: number,
    failed: boolean,
    invocations = 1,
  ): void {
    const key = `${who.functionName}\n${who.functionVersion}\n${who.fingerprint ?? ""}`;
    let counting = this.#series.get(key);
    if (counting === undefined) {
      if (this.#series.size >= maxSeries) {
        this.full = true;
        return;
      }
      counting = { ...who, buckets: new Map() };
      this.#series.set(key, counting);
    }
    this.#first = Math.min(this.#first, at);
    this.#last = Math.max(this.#last, at);
    while (Math.floor(this.#last / this.#bucketMs) - Math.floor(this.#first / this.#bucketMs) >= maxBuckets)
      this.#widen();
    count(counting.buckets, Math.floor(at / this.#bucketMs), invocations, failed ? 1 : 0);
  }

  all(): readonly Series[] {
    return [...this.#series.values()].map(({ buckets, ...who }) => {
      const numbers = [...buckets.keys()];
      const first = Math.min(...numbers);
      const length = Math.max(...numbers) - first + 1;
      const invocations = Array.from({ length }, (_, index) => buckets.get(first + index)?.[0] ?? 0);
      const failed = Array.from({ length }, (_, index) => buckets.get(first + index)?.[1] ?? 0);
      return { ...who, start: first * this.#bucketMs, bucketMs: this.#bucketMs, invocations, failed };
    });
  }

  #widen(): void {
    this.#bucketMs *= 2;
    for (const counting of this.#series.values()) {
      const wide: Counting["buckets"] = new Map();
      for (const [number, [invocations, failed]] of counting.buckets)
        count(wide, Math.floor(number / 2), invocations, failed);
      counting.buckets = wide;
    }
  }
}

function count(buckets: Counting["buckets"], number: number, invocations: number, failed: number): void {
  const bucket = buckets.get(number);
  if (bucket === undefined) buckets.set(number, [invocations, failed]);
  else {
    bucket[0] += invocations;
    bucket[1] += failed;
  }
}
