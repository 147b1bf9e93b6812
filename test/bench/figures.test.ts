import { expect, it } from "vitest";
import { figuresOf } from "./figures.ts";

const rounds = {
  plain: [
    { cpu: 10, wall: 20 },
    { cpu: 20, wall: 40 },
  ],
  shim: [
    { cpu: 11, wall: 20 },
    { cpu: 22, wall: 44 },
  ],
};

it("has one figure for each arm and measure, compared to the baseline in the same round", () => {
  const figures = figuresOf(rounds, {
    baseline: "plain",
    units: { cpu: "ms", wall: "ms" },
    budgets: { "shim cpu": "ratio <= 1.04" },
  });
  expect(figures.map(({ arm, measure }) => `${arm} ${measure}`)).toEqual([
    "plain cpu",
    "plain wall",
    "shim cpu",
    "shim wall",
  ]);
  expect(figures[0]).toMatchObject({
    ratio: null,
    baseline: null,
    budget: null,
    runs: 2,
    min: 10,
    median: 15,
  });
  expect(figures[2]).toMatchObject({ baseline: "plain", budget: "ratio <= 1.04", unit: "ms" });
  expect(figures[2]?.ratio).toBeCloseTo(1.1);
  expect(figures[3]?.ratio).toBeCloseTo(1.05);
});

it("leaves out what an arm does not measure, and has no ratio without a baseline", () => {
  const figures = figuresOf({ ...rounds, other: [{ rss: 1 }] }, { units: { rss: "MB" } });
  expect(figures).toMatchObject([{ arm: "other", measure: "rss", ratio: null, baseline: null }]);
});

it("may compare each arm to another one", () => {
  const figures = figuresOf(rounds, {
    baseline: (arm) => (arm === "plain" ? "shim" : null),
    units: { cpu: "ms" },
  });
  expect(figures.map(({ baseline }) => baseline)).toEqual(["shim", null]);
});
