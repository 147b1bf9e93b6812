import { describe, expect, it } from "vitest";
import type { Figure } from "./figures.ts";
import { markdownTable, number, textTable } from "./table.ts";

const plain: Figure = {
  ...{ arm: "plain", measure: "CPU", unit: "ms", runs: 25, min: 100.123, median: 110, p95: 1234.5 },
  ...{ ratio: null, baseline: null, budget: null },
};
const shim: Figure = { ...plain, arm: "with | shim", ratio: 1.0234, baseline: "plain", budget: "<= 1.04" };

describe("number", () => {
  it.each([
    [0, "0"],
    [1234.5, "1235"],
    [123.4, "123"],
    [12.34, "12.3"],
    [1.234, "1.23"],
    [0.01234, "0.0123"],
    [-4.56, "-4.56"],
    [Number.NaN, "-"],
  ])("%d is written %s", (value, expected) => expect(number(value)).toBe(expected));
});

it("a text table has its numbers below each other", () => {
  expect(textTable([plain, shim])).toBe(
    [
      "arm          measure  unit  runs  min  median   p95  ratio   budget",
      "plain        CPU      ms      25  100     110  1235",
      "with | shim  CPU      ms      25  100     110  1235  1.023  <= 1.04",
    ].join("\n"),
  );
});

it("a markdown table has one row a figure and no cell that ends early", () => {
  expect(markdownTable([shim])).toBe(
    [
      "| arm | measure | unit | runs | min | median | p95 | ratio | budget |",
      "| --- | --- | --- | --: | --: | --: | --: | --: | --: |",
      "| with \\| shim | CPU | ms | 25 | 100 | 110 | 1235 | 1.023 | <= 1.04 |",
    ].join("\n"),
  );
});

it("a large ratio has two decimals", () =>
  expect(textTable([{ ...shim, ratio: 2.719 }])).toContain(" 2.72 "));
