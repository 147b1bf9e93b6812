import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TimeScale } from "../../../../incident/report/html/time-scale.ts";

const hour = 3_600_000;

describe("a time scale", () => {
  it("is even where no silence is long", () => {
    const scale = new TimeScale([
      [0, hour],
      [hour, 2 * hour],
    ]);
    expect([0, hour / 2, hour, 2 * hour].map((at) => scale.percentOf(at))).toEqual([0, 25, 50, 100]);
  });

  it("leaves out a long silence, and both sides of it stay readable", () => {
    const scale = new TimeScale([
      [0, hour],
      [72 * hour, 73 * hour],
    ]);
    expect(scale.stretches.map(({ left, right }) => [left, right])).toEqual([
      [0, 48],
      [52, 100],
    ]);
    expect([0, hour, 40 * hour, 72 * hour, 73 * hour].map((at) => scale.percentOf(at))).toEqual([
      0, 48, 52, 52, 100,
    ]);
  });

  it("gives a short stretch room next to a long one", () => {
    const { stretches } = new TimeScale([
      [0, 1],
      [10 * hour, 30 * hour],
    ]);
    expect((stretches[0]?.right ?? 0) - (stretches[0]?.left ?? 0)).toBeGreaterThanOrEqual(12);
  });

  it("keeps the order of times and stays within the width, whatever is given", () => {
    const times = fc.oneof(fc.integer({ min: 0, max: 1e13 }), fc.double(), fc.constantFrom(0, 8.64e15, -1));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(times, times), { maxLength: 30 }),
        fc.array(fc.integer({ min: 0, max: 1e13 }), { minLength: 2 }),
        (spans, at) => {
          const scale = new TimeScale(spans);
          const percents = at.sort((left, right) => left - right).map((each) => scale.percentOf(each));
          for (const percent of percents) expect(percent >= 0 && percent <= 100.01).toBe(true);
          expect(percents).toEqual([...percents].sort((left, right) => left - right));
          expect(scale.stretches.length).toBeLessThanOrEqual(4);
        },
      ),
    );
  });
});
