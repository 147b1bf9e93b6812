import { describe, expect, it } from "vitest";
import { windowFor } from "../../../cloudwatch/metric-math/period.ts";
import { pointsOf } from "../../../cloudwatch/metric-math/series.ts";
import { parseStatistic, statisticOf } from "../../../cloudwatch/metric-math/statistic.ts";

describe("periods", () => {
  it("are finer than the widget's where the logs cover less", () => {
    expect(windowFor({ start: 1007, end: 1181 }, 300, false)).toEqual({
      start: 1006,
      end: 1182,
      periodMs: 2,
    });
  });

  it("are the widget's, or multiples of it, where they cover more", () => {
    const hour = 3_600_000;
    expect(windowFor({ start: 0, end: 8 * hour }, 300, false).periodMs).toBe(600_000);
    expect(windowFor({ start: 0, end: 24 * hour }, 300, false).periodMs).toBe(1_800_000);
  });

  it("can be one for the whole range", () => {
    expect(windowFor({ start: 1007, end: 1181 }, 300, true)).toEqual({
      start: 1007,
      end: 1182,
      periodMs: 175,
    });
  });

  it("never are more than can be drawn", () => {
    const { start, end, periodMs } = windowFor({ start: 0, end: 8.64e15 }, 300, false);
    expect((end - start) / periodMs).toBeLessThanOrEqual(91);
  });

  it("hold the statistic of their samples", () => {
    const samples = [0, 1, 9, 10, 25].map((timestamp) => ({ timestamp, value: timestamp }));
    expect(pointsOf(samples, "Sum", { start: 0, end: 20, periodMs: 10 })).toEqual([
      { timestamp: 0, value: 10 },
      { timestamp: 10, value: 10 },
    ]);
  });
});

describe("statistics", () => {
  it.each([
    ["SampleCount", 4],
    ["Sum", 10],
    ["Average", 2.5],
    ["Minimum", 1],
    ["Maximum", 4],
    ["p50", 2],
    ["p99", 4],
    ["p100", 4],
    ["p0", 1],
  ])("%s", (name, expected) => expect(statisticOf(parseStatistic(name), [3, 1, 4, 2])).toBe(expected));

  it.each(["sum", "p101", "tm90", ""])("%s is not one", (name) =>
    expect(() => parseStatistic(name)).toThrow("unknown statistic"),
  );
});
