import { describe, expect, it } from "vitest";
import { benchOptions, select } from "./options.ts";

describe("benchOptions", () => {
  it("measures everything as each case asks for", () => {
    expect(benchOptions([])).toEqual({ only: [], runs: null, quick: false, list: false, writeDocs: false, help: false });
  });

  it("takes names, runs and what to do instead of measuring", () => {
    expect(benchOptions(["--only", "load", "--only=memory/24", "--runs", "7"])).toMatchObject({ only: ["load", "memory/24"], runs: 7 });
    expect(benchOptions(["--quick", "--list"])).toMatchObject({ quick: true, list: true });
    expect(benchOptions(["--write-docs"])).toMatchObject({ writeDocs: true });
  });

  it.each([
    [["--runs", "0"], "--runs: a number above 0, not 0"],
    [["--runs", "2.5"], "--runs: a whole number, not 2.5"],
    [["--runs", "many"], "--runs: a number above 0, not many"],
    [["--runs", "3", "--quick"], "--runs and --quick: one of them"],
    [["--write-docs", "--only", "load"], "--write-docs measures nothing: it goes with no other option"],
    [["--fast"], "Unknown option '--fast'"],
    [["load"], "Unexpected argument 'load'"],
  ])("%j is a mistake with one line", (parameters, line) => {
    expect(() => benchOptions(parameters)).toThrow(expect.objectContaining({ name: "UsageError", message: expect.stringContaining(line) }));
    expect(() => benchOptions(parameters)).not.toThrow(/\n/);
  });
});

describe("select", () => {
  const cases = ["load/cjs/22", "load/esm/22", "memory/22"].map((name) => ({ name }));

  it("takes the cases whose names start so, in their own order", () => {
    expect(select(cases, ["memory", "load/cjs"])).toEqual([cases[0], cases[2]]);
    expect(select(cases, [])).toEqual(cases);
  });

  it("refuses a name that no case starts with", () => {
    expect(() => select(cases, ["load", "lode"])).toThrow("--only: no case starts with lode; --list names them");
  });
});
