import { expect, test } from "vitest";
import { bundlesIn } from "../../../../core/findings/engine/bundle-search.ts";
import type { ResolutionRecord } from "../../../../core/journal/records.ts";
import type { Root } from "../../../../core/layout/roots.ts";
import { finish } from "../../layout/bundled/support.ts";
import { type Folder, json, MemoryFiles } from "../../support/tree.ts";

const loaded = (path: string, how: ResolutionRecord["how"] = "require"): ResolutionRecord => ({
  tag: "resolution",
  thread: 0,
  how,
  specifier: "./x",
  importer: "/var/runtime/index.mjs",
  path,
});
const rootOf = (path: string): Root => (path.startsWith("/var/task/") ? "function" : "layer");

function found(task: Folder, ...records: readonly ResolutionRecord[]): readonly string[] {
  const files = new MemoryFiles({ function: task, layers: [task] });
  return finish(bundlesIn(records, files, rootOf)).result.map(({ path }) => path);
}

const filler = (bytes: number): string => "const value = compute(1);\n".repeat(Math.ceil(bytes / 26));
const webpack = `const a = __webpack_require__(12);\n${filler(3_000)}`;

test("the function's own bundles are found, the largest first", () => {
  const task = { "a.js": webpack, "b.js": webpack + filler(5_000), "c.js": filler(3_000) };
  const own = ["/var/task/a.js", "/var/task/b.js", "/var/task/c.js"].map((path) => loaded(path));
  expect(found(task, ...own)).toEqual(["/var/task/b.js", "/var/task/a.js"]);
});

test("a package, a layer's file, a small file and a file that nothing loaded are not looked at", () => {
  const task = {
    "node_modules/a/index.js": webpack,
    "index.js": webpack,
    "small.js": webpack.slice(0, 1_000),
  };
  expect(found(task, loaded("/var/task/node_modules/a/index.js"))).toEqual([]);
  expect(found(task, loaded("/opt/index.js"))).toEqual([]);
  expect(found(task, loaded("/var/task/small.js"))).toEqual([]);
  expect(found(task, loaded("/var/task/index.js", "require.resolve"))).toEqual([]);
  expect(found(task, loaded("/var/task/index.js"))).toEqual(["/var/task/index.js"]);
});

test("a source map that names packages makes a plain file a bundle, and one that does not leaves it", () => {
  const map = (...sources: readonly string[]) => json({ version: 3, sources, mappings: "" });
  const files = (sources: string) => ({ "index.js": filler(3_000), "index.js.map": map(sources) });
  const entry = loaded("/var/task/index.js");
  expect(found(files("../node_modules/zod/index.js"), entry)).toEqual(["/var/task/index.js"]);
  expect(found(files("../src/index.ts"), entry)).toEqual([]);
});

test("a large file alone is a bundle only if the function loads no package", () => {
  const task = { "index.js": filler(120_000), "node_modules/a/index.js": "" };
  const entry = loaded("/var/task/index.js");
  expect(found(task, entry)).toEqual(["/var/task/index.js"]);
  expect(found(task, entry, loaded("/var/task/node_modules/a/index.js"))).toEqual([]);
});
