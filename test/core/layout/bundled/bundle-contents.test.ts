import { expect, test } from "vitest";
import { type BundleContents, BundleReader } from "../../../../core/layout/bundled/bundle-contents.ts";
import type { Problem } from "../../../../core/layout/problem.ts";
import { type Folder, json, MemoryFiles } from "../../support/tree.ts";
import { finish } from "./support.ts";

function read(task: Folder, bundle = "/var/task/index.js") {
  const problems: Problem[] = [];
  const reader = new BundleReader(new MemoryFiles({ function: task }), (problem) => problems.push(problem));
  const { result, steps } = finish(reader.reading(bundle, "/var/task"));
  return { found: result, problems, steps };
}

const zodMap = json({ version: 3, sources: ["../node_modules/zod/index.js"], mappings: "" });
const code = "exports.handler = 1;\n";
const versionsOf = (found: BundleContents | null) =>
  found?.copies.map(({ place, version }) => [place, version]);
const from = (task: Folder, bundle?: string) => read(task, bundle).found?.from ?? null;

test("the map that the last line names, and else the one with the bundle's name", () => {
  const named = { "index.js": `${code}//# sourceMappingURL=maps/x%20y.map\n`, "maps/x y.map": zodMap };
  expect(from(named)).toBe("/var/task/maps/x y.map");
  expect(from({ "index.js": code, "index.js.map": zodMap })).toBe("/var/task/index.js.map");
  expect(from({ "index.js": `//# sourceMappingURL=maps/a.map\n${code}`, "index.js.map": zodMap })).toBe(
    "/var/task/index.js.map",
  );
});

test("no map outside of the function, and none of a network", () => {
  for (const url of [
    "../../opt/x.map",
    "/opt/x.map",
    "https://example.com/x.map",
    "file:///opt/x.map",
    "%",
  ]) {
    const files = new MemoryFiles({
      function: { "index.js": `${code}//# sourceMappingURL=${url}` },
      layers: [{ "x.map": zodMap }],
    });
    expect(
      finish(new BundleReader(files, () => {}).reading("/var/task/index.js", "/var/task")).result,
    ).toBeNull();
  }
});

test("a package.json in the map has the version, and node_modules next to it does not count", () => {
  const sources = ["node_modules/zod/index.js", "node_modules/zod/package.json", "node_modules/ms/index.js"];
  const sourcesContent = ['"version":"9.9.9"', '{"name":"zod","version":"4.1.13"}', null];
  const map = json({ version: 3, mappings: ";;", sources, sourcesContent });
  const { found } = read({
    "index.js": code,
    "index.js.map": map,
    "node_modules/ms/package.json": '{"version":"1.0.0"}',
  });
  expect(versionsOf(found)).toEqual([
    ["node_modules/zod", "4.1.13"],
    ["node_modules/ms", null],
  ]);
});

test("a lock has versions for its own places, unless it knows two", () => {
  const sources = ["zod", "a/node_modules/zod", "ms", "gone"].map((at) => `../node_modules/${at}/index.js`);
  const lock = json({
    lockfileVersion: 3,
    packages: {
      "": { version: "1.0.0" },
      "node_modules/zod": { version: "4.1.13" },
      "node_modules/a/node_modules/zod": { version: "3.0.0" },
      "packages/x/node_modules/ms": { version: "1.0.0" },
      "packages/y/node_modules/ms": { version: "2.0.0" },
    },
  });
  const { found } = read({ "index.js": code, "index.js.map": json({ sources }), "package-lock.json": lock });
  expect(versionsOf(found)).toEqual([
    ["node_modules/zod", "4.1.13"],
    ["node_modules/a/node_modules/zod", "3.0.0"],
    ["node_modules/ms", null],
    ["node_modules/gone", null],
  ]);
});

test("a metafile counts only for its own outputs, and for what is left of its inputs", () => {
  const output = (...packages: string[]) => ({
    inputs: Object.fromEntries(packages.map((name) => [`node_modules/${name}/i.js`, { bytesInOutput: 9 }])),
  });
  const outputs = {
    "dist/a/index.js": output("zod"),
    "dist/b/index.js": { inputs: { ...output("ms").inputs, "node_modules/left/i.js": { bytesInOutput: 0 } } },
  };
  const meta = json({ inputs: { "node_modules/other/i.js": { bytes: 9 } }, outputs });
  const { found } = read({ "b/index.js": code, "meta.json": meta }, "/var/task/b/index.js");
  expect(versionsOf(found)).toEqual([["node_modules/ms", null]]);
  // Both are as near.
  expect(from({ "index.js": code, "meta.json": meta })).toBeNull();
  expect(from({ "other.js": code, "meta.json": meta }, "/var/task/other.js")).toBeNull();
});

test("the stats of webpack count only for the bundle's own chunks", () => {
  const stats = json({
    assets: [
      { name: "index.js", chunks: [1] },
      { name: "other.js", chunks: ["two"] },
    ],
    modules: [
      { name: "./node_modules/zod/i.js", chunks: [1] },
      { name: "./node_modules/ms/i.js", chunks: ["two"] },
      { name: "./node_modules/dropped/i.js", chunks: [] },
      {
        name: "./a.js + 1 modules",
        chunks: [1],
        modules: [{ name: "./node_modules/uuid/i.js", chunks: [] }],
      },
    ],
  });
  expect(versionsOf(read({ "index.js": code, "stats.json": stats }).found)).toEqual([
    ["node_modules/zod", null],
    ["node_modules/uuid", null],
  ]);
});

test("a cut map, or something else is passed over and named", () => {
  const meta = json({
    outputs: { "index.js": { inputs: { "node_modules/ms/i.js": { bytesInOutput: 1 } } } },
  });
  for (const bad of ["", "{", "[]", "null", '{"sources":["node_modules/zod/i.js"', '{"sources":{}}']) {
    const { found, problems } = read({ "index.js": code, "index.js.map": bad, "meta.json": meta });
    expect(found?.from, bad).toBe("/var/task/meta.json");
    expect(problems).toHaveLength(1);
  }
  expect(read({ "index.js": code, "index.js.map": json({ version: 3 }) })).toMatchObject({ found: null });
});

test("a map past the limit is read up to it, and that is said", () => {
  const padding = "x".repeat(70 * 1024 * 1024);
  const sources = '"sources":["node_modules/zod/i.js","node_modules/zod/package.json"]';
  const { found, problems, steps } = read({
    "index.js": code,
    "index.js.map": `{${sources},"sourcesContent":["${padding}"]}`,
  });
  expect(versionsOf(found)).toEqual([["node_modules/zod", null]]);
  expect(problems).toEqual([
    { path: "/var/task/index.js.map", what: expect.stringMatching(/^was read up to its byte 67108864;/) },
  ]);
  expect(steps).toBeGreaterThan(1_000);
});
