import { describe, expect, it } from "vitest";
import { exitCodeOf, failLevels, type Limits } from "../../../check/report/exit-code.ts";
import { checkedCase, fleet, usual } from "./cases.ts";

const code = (name: string, limits: Partial<Limits> = {}) =>
  exitCodeOf([checkedCase(name)], { ...usual, ...limits });

describe("the exit code", () => {
  it.each([
    ["clean", [0, 0, 0, 0]],
    ["will", [1, 1, 1, 0]],
    ["accepted", [0, 0, 0, 0]],
    ["ended", [1, 1, 1, 0]],
    ["may", [0, 0, 0, 0]],
    ["refused", [1, 1, 1, 0]],
    ["overlap", [0, 1, 1, 0]],
    ["unjudged", [3, 3, 3, 3]],
  ])("of %s by --fail-on error, warning, info and never", (name, codes) => {
    expect(failLevels.map((failOn) => code(name, { failOn }))).toEqual(codes);
  });

  it("does not count unjudged things if that is allowed", () => {
    expect(code("unjudged", { allowUnjudged: true })).toBe(0);
  });

  it("is that of the worst function, and findings go before unjudged things", () => {
    expect(exitCodeOf(fleet(), usual)).toBe(1);
    expect(exitCodeOf([checkedCase("clean"), checkedCase("unjudged")], usual)).toBe(3);
    expect(exitCodeOf([], usual)).toBe(0);
  });
});
