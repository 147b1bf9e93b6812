import { describe, expect, it } from "vitest";
import { benchOptions, resultsPath, select } from "./options.ts";

describe("benchOptions", () => {
  it("measures everything as each case asks for", () => {
    expect(benchOptions([])).toEqual({
      ...{ only: [], runs: null, quick: false, list: false, help: false },
      ...{ slowness: 1, timeoutMs: 3_000, extraArms: [] },
    });
  });

  it("takes names, runs and what to do instead of measuring", () => {
    expect(benchOptions(["--only", "load", "--only=memory/24", "--runs", "7"])).toMatchObject({
      only: ["load", "memory/24"],
      runs: 7,
    });
    expect(benchOptions(["--quick", "--list"])).toMatchObject({ quick: true, list: true });
  });

  it("takes a slower machine, another time-out and further arms: variables, and another layer", () => {
    const { slowness, timeoutMs, extraArms } = benchOptions(
      ["--slowness=4", "--timeout", "10"].concat([
        "--arm",
        "early:A=1,B=x=y",
        "--arm",
        "before:layer=/tmp/layer.zip",
      ]),
    );
    expect({ slowness, timeoutMs }).toEqual({ slowness: 4, timeoutMs: 10_000 });
    expect(extraArms).toEqual([
      { name: "early", env: { A: "1", B: "x=y" }, layer: null },
      { name: "before", env: {}, layer: "/tmp/layer.zip" },
    ]);
  });

  it.each([
    [["--slowness", "0"], "--slowness must be a number above 0, not 0"],
    [["--arm", "early"], "--arm: NAME:KEY=VALUE,... and not early"],
    [["--arm", "early:A"], "--arm must be NAME=VALUE, not A"],
    [["--runs", "0"], "--runs must be a number above 0, not 0"],
    [["--runs", "2.5"], "--runs must be a whole number, not 2.5"],
    [["--runs", "many"], "--runs must be a number above 0, not many"],
    [["--runs", "3", "--quick"], "--runs and --quick: one of them"],
    [["--fast"], "Unknown option '--fast'"],
    [["load"], "Unexpected argument 'load'"],
  ])("%j is a mistake with one line", (parameters, line) => {
    expect(() => benchOptions(parameters)).toThrow(
      expect.objectContaining({ name: "UsageError", message: expect.stringContaining(line) }),
    );
    expect(() => benchOptions(parameters)).not.toThrow(/\n/);
  });
});

describe("resultsPath", () => {
  it("keeps figures under unusual conditions out of the usual ones", () => {
    expect(resultsPath({ slowness: 1, timeoutMs: 3_000 })).toBe("dist/bench.json");
    expect(resultsPath({ slowness: 4, timeoutMs: 10_000 })).toBe("dist/bench-slowness-4-timeout-10.json");
  });
});

describe("select", () => {
  const cases = ["load/cjs/22", "load/esm/22", "memory/22"].map((name) => ({ name }));

  it("takes the cases whose names start so, in their own order", () => {
    expect(select(cases, ["memory", "load/cjs"])).toEqual([cases[0], cases[2]]);
    expect(select(cases, [])).toEqual(cases);
  });

  it("refuses a name that no case starts with", () => {
    expect(() => select(cases, ["load", "lode"])).toThrow(
      "--only: no case starts with lode; --list names them",
    );
  });
});
