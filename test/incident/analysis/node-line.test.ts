import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Fleet } from "../../../incident/analysis/fleet.ts";
import { lineChangeOf, nodeLineOf } from "../../../incident/analysis/node-line.ts";
import type { Environment } from "../../../incident/model/model.ts";
import { environment, error } from "./incidents.ts";

const on = (line: number | null, from: number, parts: Partial<Environment> = {}): Environment =>
  environment({ from, to: from + 60, runtimeVersion: line === null ? null : `nodejs:${line}.v1`, ...parts });
const changeOf = (environments: readonly Environment[], failing: readonly Environment[]) =>
  lineChangeOf(error({ in: failing }), new Fleet({ environments }));

describe("the line of Node", () => {
  test.each([
    ["nodejs:22.v40", null, 22],
    [null, "v24.1.0", 24],
    ["python:3.13.v1", "24.1.0", 24],
    ["nodejs:2", null, null],
    [null, null, null],
  ])("%s, %s: %s", (runtimeVersion, nodeVersion, line) => {
    const facts = { nodeVersion } as Environment["facts"];
    expect(nodeLineOf({ ...environment(), runtimeVersion, facts })).toBe(line);
  });
});

describe("an error that came with another line of Node", () => {
  const [old, recent] = [on(22, 0), on(24, 100)];

  test("is seen where the function ran on the other one before, without it", () => {
    expect(changeOf([old, recent], [recent])).toEqual({ from: 22, to: 24 });
  });

  test("came from the last line before it", () => {
    expect(changeOf([on(20, 0), on(22, 50), recent], [recent])).toEqual({ from: 22, to: 24 });
  });

  test.each<[string, readonly Environment[], readonly Environment[]]>([
    ["both lines had it", [old, recent], [old, recent]],
    ["the line is not known", [old, on(null, 100)], []],
    ["the other line ran too little", [on(22, 0, { invocations: 2 }), recent], [recent]],
    ["the other line came later", [on(22, 200), recent], [recent]],
    ["another function ran on it", [on(22, 0, { functionName: "other" }), recent], [recent]],
    ["this line ran before too", [on(24, -100), old, recent], [recent]],
  ])("is not seen where %s", (_, environments, failing) => {
    expect(changeOf(environments, failing)).toBeNull();
  });

  test("is always one from a line that never had it", () => {
    const lines = fc.constantFrom(20, 22, 24, null);
    const any = fc.array(fc.tuple(lines, fc.nat(500), fc.boolean()), { maxLength: 8 });
    fc.assert(
      fc.property(any, (specs) => {
        const all = specs.map(([line, from]) => on(line, from));
        const failing = all.filter((_, at) => specs[at]?.[2] === true);
        const change = changeOf(all, failing);
        if (change === null) return;
        expect(failing.map(nodeLineOf)).toEqual(failing.map(() => change.to));
        expect(change.from).not.toBe(change.to);
        expect(all.map(nodeLineOf)).toContain(change.from);
      }),
    );
  });
});
