import { describe, expect, it } from "vitest";
import { journalProblems } from "./long-life.ts";
import { trendOf } from "./trend.ts";

const series = (value: (index: number) => number) =>
  Array.from({ length: 100 }, (_, index) => ({ at: (index + 1) * 500, value: value(index) }));

describe("a trend", () => {
  it("is flat for a heap that only breathes, also where the last breath is deep", () => {
    const { slope, floorSlope } = trendOf(series((index) => 20_000 + (index % 10) * 400));
    // A series that ends within a breath is a little tilted.
    expect(Math.abs(slope)).toBeLessThan(10);
    expect(floorSlope).toBe(0);
    expect(Math.abs(trendOf(series((index) => (index === 99 ? 90_000 : 20_000))).slope)).toBe(0);
  });

  it("shows what a leak costs beneath the breathing", () => {
    const { slope, floorSlope, first, last, highest } = trendOf(
      series((index) => 20_000 + index * 32 + (index % 10) * 400),
    );
    expect(Math.abs(slope - 64)).toBeLessThan(10);
    expect(Math.abs(floorSlope - 64)).toBeLessThan(10);
    expect([first, last, highest]).toEqual([20_000, 26_768, 26_768]);
  });

  it("is nothing without anything to compare", () => {
    expect(trendOf([])).toEqual({ first: 0, last: 0, highest: 0, slope: 0, floorSlope: 0 });
    expect(trendOf([{ at: 1, value: 7 }])).toEqual({
      first: 7,
      last: 7,
      highest: 7,
      slope: 0,
      floorSlope: 0,
    });
  });
});

describe("a journal", () => {
  const look = (at: number, news: number, journalBytes: number) => ({ at, news, journalBytes });

  it("may grow with what is loaded, and only then", () => {
    expect(journalProblems([look(1, 1, 100), look(2, 2, 200), look(3, 2, 200)])).toEqual([]);
    expect(journalProblems([look(1, 1, 100), look(2, 1, 110)])).toHaveLength(1);
  });
});
