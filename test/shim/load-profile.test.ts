import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { decodeLoadProfile, maxProfileNodes } from "../../core/journal/load-profile.ts";
import { foldedProfile, type SampledProfile } from "../../shim/load-profile.ts";

const node = (id: number, functionName: string, url: string, ...children: number[]) => ({
  id,
  callFrame: { functionName, url },
  children,
});

const decoded = (profile: SampledProfile) => decodeLoadProfile(JSON.stringify(foldedProfile(profile, 1_000)));

describe("a profile", () => {
  const profile: SampledProfile = {
    startTime: 100,
    endTime: 10_100,
    nodes: [
      node(1, "(root)", "", 2, 8, 9),
      node(2, "", "file:///var/task/index.js", 3),
      node(3, "require", "node:internal/modules/helpers", 4),
      node(4, "", "file:///opt/nodejs/node_modules/a/index.js", 5, 7),
      node(5, "helper", "file:///opt/nodejs/node_modules/a/index.js", 6),
      node(6, "", "file:///opt/nodejs/node_modules/b%20c/index.js"),
      node(7, "compile", "node:internal/vm"),
      node(8, "(idle)", ""),
      node(9, "(garbage collector)", ""),
    ],
    samples: [2, 3, 4, 5, 6, 7, 8, 9],
    timeDeltas: [-5, 1_000, 1_000, 1_000, 1_000, 1_000, 3_000, 500],
  };

  it("becomes a tree of files; Node's work counts for the file above it", () => {
    expect(decoded(profile)).toEqual({
      interval: 1_000,
      whole: 10_000,
      idle: 3_000,
      files: [
        "/var/task/index.js",
        "/opt/nodejs/node_modules/a/index.js",
        "/opt/nodejs/node_modules/b c/index.js",
      ],
      nodes: [
        [-1, 0, 1_000],
        [0, 1, 3_000],
        [1, 2, 1_000],
      ],
    });
  });

  it("is kept below a number of nodes: what is left out counts for what is above it", () => {
    const many = maxProfileNodes + 50;
    const wide: SampledProfile = {
      startTime: 0,
      endTime: many,
      nodes: [
        node(1, "(root)", "", 2),
        node(2, "", "file:///main.js", ...Array.from({ length: many }, (_, index) => index + 3)),
        ...Array.from({ length: many }, (_, index) => node(index + 3, "", `file:///${index}.js`)),
      ],
      samples: Array.from({ length: many }, (_, index) => index + 3),
      timeDeltas: Array.from({ length: many }, () => 1),
    };
    const nodes = decoded(wide)?.nodes ?? [];
    expect(nodes).toHaveLength(maxProfileNodes);
    expect(nodes.reduce((sum, [, , self]) => sum + self, 0)).toBe(many);
  });

  it("may be of another realm", () => {
    const profile = runInNewContext("({ startTime: 0, endTime: 1, nodes: [] })") as SampledProfile;
    expect(decoded(profile)).toEqual({ interval: 1_000, whole: 1, idle: 0, files: [], nodes: [] });
  });
});
