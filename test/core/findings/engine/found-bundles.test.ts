import { expect, test } from "vitest";
import { Analysis } from "../../../../core/findings/engine/analysis.ts";
import { FoundBundles } from "../../../../core/findings/engine/found-bundles.ts";
import type { ResolutionRecord } from "../../../../core/journal/records.ts";
import { type Folder, json, MemoryFiles } from "../../support/tree.ts";

const loaded = (path: string): ResolutionRecord => ({
  tag: "resolution",
  thread: 0,
  how: "require",
  specifier: path,
  importer: "/var/runtime/index.mjs",
  path,
});
const code = `const a = __webpack_require__(12);\n${"const value = compute(1);\n".repeat(100)}`;
const map = json({ version: 3, sources: ["../node_modules/zod/index.js"], mappings: "" });

function bundlesOf(task: Folder) {
  const files = new MemoryFiles({ function: task });
  const analysis = new Analysis({ files, layout: { sysroot: "" }, accept: [], onProblem: () => {} });
  return { analysis, bundles: new FoundBundles(files, analysis, () => {}) };
}

function readAll(bundles: FoundBundles, paths: readonly string[]): void {
  for (const _ of bundles.reading(paths.map(loaded), "/var/task"));
}

test("a bundle's copies come from its map, once, however often it is loaded", () => {
  const { analysis, bundles } = bundlesOf({ "index.js": code, "index.js.map": map });
  readAll(bundles, ["/var/task/index.js"]);
  readAll(bundles, ["/var/task/index.js"]);
  expect({ found: bundles.found, maps: bundles.maps }).toEqual({
    found: 1,
    maps: ["/var/task/index.js.map"],
  });
  expect(analysis.settle().copies.map(({ path }) => path)).toEqual(["/var/task/index.js#node_modules/zod"]);
});

test("a bundle without a map is found, and nothing is known of it", () => {
  const { bundles } = bundlesOf({ "index.js": code });
  readAll(bundles, ["/var/task/index.js"]);
  expect({ found: bundles.found, maps: bundles.maps }).toEqual({ found: 1, maps: [] });
});

test("no more than 16 are read in an environment", () => {
  const names = Array.from({ length: 20 }, (_, at) => `${at}.js`);
  const { bundles } = bundlesOf(Object.fromEntries(names.map((name) => [name, code])));
  for (const name of names) readAll(bundles, [`/var/task/${name}`]);
  expect(bundles.found).toBe(16);
});
