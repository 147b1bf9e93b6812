import { describe, expect, it } from "vitest";
import { startLoad } from "../../check/start-load.ts";

const sizes: Readonly<Record<string, number>> = {
  "/var/task/index.js": 100,
  "/opt/nodejs/node_modules/a/index.js": 2_000,
  "/opt/nodejs/node_modules/a/lib/b.js": 500,
  "/opt/nodejs/node_modules/a/node_modules/c/index.js": 9_000,
  "/opt/own.js": 7,
};
const facts = {
  bytesOf: (path: string) => sizes[path] ?? null,
  layerOf: (path: string) => (path.includes("node_modules") ? "utils" : "tools"),
};

describe("what the start loads", () => {
  it("is counted by copy, the largest first", () => {
    expect(
      startLoad([...Object.keys(sizes), "node:fs", "/var/runtime/node_modules/sdk/index.js"], facts),
    ).toEqual([
      { package: "c", root: "layer", layer: "utils", modules: 1, bytes: 9_000 },
      { package: "a", root: "layer", layer: "utils", modules: 2, bytes: 2_500 },
      { package: "(function)", root: "function", layer: null, modules: 1, bytes: 100 },
      { package: "(layer)", root: "layer", layer: "tools", modules: 1, bytes: 7 },
      { package: "sdk", root: "runtime", layer: null, modules: 1, bytes: 0 },
    ]);
  });
});
