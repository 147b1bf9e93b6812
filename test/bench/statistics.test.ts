import { describe, expect, it } from "vitest";
import { median, pairedRatio, quantile, summarize } from "./statistics.ts";

describe("quantile", () => {
  it.each([
    [[1, 2, 3], 0.5, 2],
    [[4, 1, 3, 2], 0.5, 2.5],
    [[5], 0.95, 5],
    [[10, 0], 0.25, 2.5],
    [[3, 1, 2], 0, 1],
    [[3, 1, 2], 1, 3],
  ])("of %j at %d is %d", (samples, q, expected) => expect(quantile(samples, q)).toBe(expected));

  it("of nothing is not a number", () => expect(quantile([], 0.5)).toBeNaN());

  it("sorts numbers as numbers and leaves the samples as they came", () => {
    const samples = [100, 9, 20];
    expect(median(samples)).toBe(20);
    expect(samples).toEqual([100, 9, 20]);
  });
});

describe("summarize", () => {
  it("gives the number of samples, the best, the middle and nearly the worst", () => {
    const samples = Array.from({ length: 101 }, (_, at) => at);
    expect(summarize(samples)).toEqual({ runs: 101, min: 0, median: 50, p95: 95 });
  });
});

describe("pairedRatio", () => {
  it("compares within a round, so that a slow round does not count", () => {
    expect(pairedRatio([11, 22, 110], [10, 20, 100])).toBeCloseTo(1.1);
  });

  it("is the median of the rounds' ratios, not the ratio of the medians", () => {
    expect(pairedRatio([1, 10, 30], [2, 10, 10])).toBe(1);
  });

  it("leaves out rounds that the baseline has not, or has as zero", () => {
    expect(pairedRatio([3, 5, 7], [1, 0])).toBe(3);
    expect(pairedRatio([1], [])).toBeNull();
    expect(pairedRatio([], [1])).toBeNull();
  });
});
