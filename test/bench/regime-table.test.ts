import { expect, it } from "vitest";
import { documentation } from "./documentation.ts";
import type { Figure } from "./figures.ts";
import { regimeTables } from "./regime-table.ts";
import type { CaseResult } from "./results.ts";

function figure(arm: string, measure: string, median: number, p95 = median): Figure {
  return {
    arm,
    measure,
    unit: "ms",
    runs: 3,
    min: median,
    median,
    p95,
    ratio: null,
    baseline: null,
    budget: null,
  };
}

function arm(name: string, init: number, first: number, post: number, worstTimeOuts: number): Figure[] {
  return [
    figure(name, "init", init),
    figure(name, "first answer", first),
    figure(name, "first post", post),
    figure(name, "later posts", 99),
    figure(name, "time-outs", 0, worstTimeOuts),
  ];
}

function result(name: string, figures: readonly Figure[]): CaseResult {
  const texts = { title: "T", command: "npm run bench", measuredAt: "2026-02-03T04:05:06.000Z" };
  return { name, ...texts, quick: false, notes: [], skipped: [], figures };
}

const cases = [
  result("load/cjs/24", arm("shim", 1, 2, 3, 0)),
  result("regimes/boosted/1769/hello/24", [
    ...arm("none", 40.4, 41.6, 1, 0),
    ...arm("Outcrop", 50, 51, 70, 0),
  ]),
  result("regimes/boosted/128/demo/24", arm("none", 500, 700, 2, 0)),
  result("regimes/boosted/128/hello/24", [...arm("none", 41, 42, 1, 0), ...arm("Outcrop", 50, 51, 700, 0.9)]),
  result("regimes/throttled/128/hello/22", arm("none", 500, 600, 7, 0)),
  result("regimes/throttled/256/hello/22", []),
  result("regimes/ends-near-deadline/boosted/128/24", arm("none", 1, 2, 3, 0)),
];

it("has one table a regime and Node line, and one line a function and memory size", () => {
  expect(
    regimeTables({ cases }),
  ).toBe(`**One CPU during init, the memory's share from the first invoke on, Node 24** (\`regimes/boosted\`)

| function | MB | none | Outcrop |
| --- | --: | --: | --: |
| hello | 128 | 41 / 42 / 1 / 0 | 50 / 51 / 700 / 1 |
| hello | 1769 | 40 / 42 / 1 / 0 | 50 / 51 / 70 / 0 |
| demo | 128 | 500 / 700 / 2 / 0 |  |

**The memory's share of a CPU from the start, Node 22** (\`regimes/throttled\`)

| function | MB | none |
| --- | --: | --: |
| hello | 128 | 500 / 600 / 7 / 0 |`);
});

it("is empty where no row was measured", () => {
  expect(regimeTables({ cases: cases.slice(0, 1) })).toBe("");
});

it("has its rows to itself: the page of all cases leaves them out", () => {
  const machine = {
    cpu: "Fast",
    cores: 2,
    arch: "x64",
    kernel: "6.1",
    memoryMb: 8_192,
    nodes: { 24: "v24.1.0" },
  };
  const text = documentation({ schema: 1, machine, cases });
  expect(text).not.toContain("## regimes/boosted");
  expect(text).toContain("## regimes/ends-near-deadline/boosted/128/24");
});
