import { describe, expect, it } from "vitest";
import { documentation } from "./documentation.ts";
import type { Machine } from "./machine.ts";
import { type CaseResult, merge } from "./results.ts";

const machine: Machine = {
  cpu: "Fast",
  cores: 2,
  arch: "x64",
  kernel: "6.1",
  memoryMb: 8_192,
  nodes: { 22: "v22.1.0", 24: "v24.1.0" },
};

const figure = {
  ...{ arm: "shim", measure: "CPU", unit: "ms", runs: 3, min: 1, median: 2, p95: 3 },
  ratio: 1.02,
  baseline: "plain",
  budget: null,
};

function result(name: string, more: Partial<CaseResult> = {}): CaseResult {
  const command = `npm run bench -- --only ${name}`;
  return {
    name,
    title: "Loading",
    command,
    measuredAt: "2026-02-03T04:05:06.000Z",
    quick: false,
    notes: [],
    skipped: [],
    figures: [figure],
    ...more,
  };
}

describe("merge", () => {
  const kept = merge(null, machine, [result("a"), result("b")], ["a", "b", "c"]);

  it("replaces what was measured again and keeps the rest, in the order of the cases", () => {
    const merged = merge(kept, machine, [result("c"), result("a", { quick: true })], ["a", "b", "c"]);
    expect(merged.cases.map(({ name, quick }) => [name, quick])).toEqual([
      ["a", true],
      ["b", false],
      ["c", false],
    ]);
  });

  it("forgets cases that no longer exist, and figures of another machine", () => {
    expect(merge(kept, machine, [], ["b"]).cases.map(({ name }) => name)).toEqual(["b"]);
    expect(
      merge(kept, { ...machine, kernel: "6.2" }, [result("c")], ["a", "b", "c"]).cases.map(
        ({ name }) => name,
      ),
    ).toEqual(["c"]);
  });
});

describe("documentation", () => {
  it("has the command above each table, and what could not be measured below", () => {
    const text = documentation({
      schema: 1,
      machine,
      cases: [result("load/cjs/22", { skipped: ["quotas (no root)"], notes: ["warm"] })],
    });
    expect(text).toMatch(/^# Benchmarks\n/);
    expect(text).toContain("Machine: Fast, 2 cores, x64, 8192 MB, Linux 6.1, Node v22.1.0 and v24.1.0.");
    expect(text.indexOf("npm run bench -- --only load/cjs/22")).toBeLessThan(text.indexOf("| shim | CPU |"));
    expect(text).toContain("Loading. Measured 2026-02-03.");
    expect(text).toMatch(/- warm\n- Not measured: quotas \(no root\)\.\n$/);
  });

  it("says so where few runs were made", () => {
    expect(documentation({ schema: 1, machine, cases: [result("a", { quick: true })] })).toContain("--quick");
  });
});
