import { expect, it } from "vitest";
import type { Summary } from "./summary.ts";
import { brokenPromises } from "./thresholds.ts";

const kept: Summary = {
  all: { right: 95, of: 100 },
  discarded: {},
  oneOfTwo: 0,
  kinds: {},
  confidences: { certain: { right: 9, of: 9 }, high: { right: 40, of: 41 }, medium: { right: 3, of: 4 } },
  drawn: {},
  confusions: {},
  blamedAtHigh: 0,
  nothingFitsAtHigh: { wrong: 1, of: 50 },
};

it("keeps its promises at the very shares", () => {
  expect(brokenPromises(kept)).toEqual([]);
});

it("says which one is broken", () => {
  const broken = (change: Partial<Summary>): string => brokenPromises({ ...kept, ...change }).join("\n");
  expect(broken({ all: { right: 94, of: 100 } })).toBe(
    "94.0 % of all answers are right; promised are 95.0 %",
  );
  expect(broken({ confidences: { high: { right: 48, of: 50 } } })).toContain("of answers at high or certain");
  expect(broken({ confidences: { medium: { right: 2, of: 3 } } })).toContain("66.7 % of answers at medium");
  expect(broken({ blamedAtHigh: 1 })).toContain("1 times a collision is blamed at high");
  expect(broken({ nothingFitsAtHigh: { wrong: 2, of: 50 } })).toContain('96.0 % of "no collision" at high');
});
