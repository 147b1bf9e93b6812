import type { ReadAt } from "../../../../core/layout/bundled/json-reader.ts";

/** Runs a generator to its end, and counts its steps. */
export function finish<Result>(steps: Generator<void, Result>): {
  readonly result: Result;
  readonly steps: number;
} {
  for (let count = 0; ; count++) {
    const { done, value } = steps.next();
    if (done) return { result: value, steps: count };
  }
}

/** The bytes of a text, at most seven of them at a time: each value is read across several pieces. */
export function textOf(text: string): ReadAt {
  const bytes = new TextEncoder().encode(text);
  return (offset, length) => bytes.subarray(offset, offset + Math.min(length, 7));
}
