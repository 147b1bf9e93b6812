import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LoadProfile } from "../../../core/journal/load-profile.ts";
import type { Listed } from "../../../core/telemetry/inventory.ts";
import {
  type LoadTime,
  type LoadTimes,
  loadTimeItems,
  loadTimesOf,
  maxListed,
  readLoadTimeItems,
} from "../../../core/telemetry/load-time.ts";

function copyOf(path: string): Listed {
  const [, root = "other", name = "x"] = /^\/(function|layer)\/([a-z]+)\//.exec(path) ?? [];
  return { package: name, version: "1.0.0", root, path: `/${root}/${name}` };
}

function timesOf(profile: LoadProfile): LoadTimes {
  const steps = loadTimesOf(profile, copyOf, (path) => path.startsWith("/opt/outcrop/"));
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

const profile: LoadProfile = {
  interval: 1_000,
  whole: 200_000,
  idle: 20_000,
  files: ["/function/app/i.js", "/layer/a/i.js", "/layer/a/own.js", "/layer/b/i.js", "/opt/outcrop/shim.cjs"],
  nodes: [
    [-1, 0, 10_000],
    [0, 1, 20_000],
    [1, 2, 5_000],
    [2, 3, 40_000],
    // b requires a file of a: a counts once for it.
    [3, 1, 1_000],
    [-1, 4, 3_000],
  ],
};

describe("load times", () => {
  it("are of the copy alone, and with all that ran below it", () => {
    const { copies, roots } = timesOf(profile);
    expect(copies.map(({ package: name, self, total }) => [name, self, total])).toEqual([
      ["app", 10, 76],
      ["a", 26, 66],
      ["b", 40, 41],
    ]);
    expect(roots).toEqual({ function: 10, layer: 66, runtime: 0, node: 101, other: 0, outcrop: 3 });
  });

  it("are never more than the whole, whatever the tree is", () => {
    const trees = fc.array(fc.tuple(fc.nat(30), fc.nat(4), fc.nat(50_000)), { maxLength: 30 });
    fc.assert(
      fc.property(trees, (drawn) => {
        const nodes = drawn.map(
          ([parent, file, self], index) => [Math.min(parent, index) - 1, file, self] as const,
        );
        const whole = nodes.reduce((sum, [, , self]) => sum + self, 0);
        const { copies, roots } = timesOf({ ...profile, whole, idle: 0, nodes });
        for (const { self, total } of copies) {
          expect(self).toBeLessThanOrEqual(total);
          expect(total).toBeLessThanOrEqual(whole / 1_000 + 0.05);
        }
        const sum = Object.values(roots).reduce((all, time) => all + time, 0);
        expect(Math.abs(sum - whole / 1_000)).toBeLessThan(0.4);
      }),
    );
  });

  it("come out of a line as they went in, whatever the names are", () => {
    const text = fc
      .string({ maxLength: 30, unit: "grapheme" })
      .map((one) => one.replace(/[\p{C}\p{Z}]/gu, "_"));
    const times = fc.nat(1_000_000).map((tenths) => tenths / 10);
    const copies: fc.Arbitrary<LoadTime> = fc.record({
      package: text.filter((name) => name !== ""),
      version: fc.option(text.filter((version) => version !== "")),
      root: fc.constantFrom("function", "layer", "runtime", "other"),
      path: text.map((path) => `/opt/nodejs/node_modules/${path}x`),
      self: times,
      total: times,
    });
    const inLayers = fc
      .tuple(
        copies,
        text.filter((label) => label !== ""),
      )
      .map(([copy, layer]): LoadTime => ({ ...copy, layer }));
    fc.assert(
      fc.property(fc.array(fc.oneof(copies, inLayers), { maxLength: maxListed }), (all) => {
        expect(readLoadTimeItems(loadTimeItems(all))).toEqual(all);
      }),
    );
    expect(readLoadTimeItems("zod@1.0.0 layer 1, b")).toEqual([null, null]);
    expect(readLoadTimeItems("zod@1.0.0 layer 1 2.5 new=word")).toMatchObject([{ self: 1, total: 2.5 }]);
  });
});
