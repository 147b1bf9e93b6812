import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  conditionsOf,
  entryTargets,
  exportedSubpaths,
  importedPackage,
  offerOf,
} from "../../../core/layout/exports.ts";

describe("offers", () => {
  const map = {
    ".": { import: "./m.mjs" },
    "./x": "./x.js",
    "./f/*": "./f/*.js",
    "./f/no/*": null,
    "./only": { browser: "./b.js" },
  };
  test.each([
    ["./index.js", "", "require", "offered"],
    ["./index.js", "x", "require", "no-subpath"],
    [{ import: "./m.mjs" }, "", "require", "no-condition"],
    [{ import: "./m.mjs" }, "", "import", "offered"],
    [{ "module-sync": "./m.mjs" }, "", "require", "offered"],
    [map, "", "require", "no-condition"],
    [map, "x", "require", "offered"],
    [map, "f/a", "require", "offered"],
    [map, "f/no/a", "require", "no-subpath"],
    [map, "gone", "import", "no-subpath"],
    [map, "only", "import", "no-condition"],
    [null, "", "require", "no-subpath"],
    [[{ browser: "./b.js" }, "./a.js"], "", "require", "offered"],
    [{ node: { import: null }, default: "./a.js" }, "", "import", "no-condition"],
    [{}, "", "require", "no-condition"],
  ] as const)("%j %j by %s: %s", (exports, subpath, how, offer) =>
    expect(offerOf(exports, subpath, how)).toBe(offer),
  );
});

test("what a text may list", () => {
  expect(exportedSubpaths("./x.js", 3)).toEqual(["."]);
  expect(exportedSubpaths({ ".": "./x.js", "./a": "./a.js", "./b": "./b.js" }, 2)).toEqual([".", "./a"]);
  expect(conditionsOf({ import: "./a", types: "./b" }, "", 9)).toEqual(["import", "types"]);
  expect(conditionsOf("./a", "", 9)).toEqual([]);
});

test("total on any value", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string(), (value, subpath) => {
      offerOf(value, subpath, "import");
      conditionsOf(value, subpath, 4);
      exportedSubpaths(value, 4);
    }),
    { numRuns: 3_000 },
  );
});

test("depth is bounded", () => {
  let target: unknown = "./x.js";
  for (let level = 0; level < 10_000; level++) target = { default: target };
  expect(offerOf(target, "", "require")).toBe("no-condition");
});

test.each([
  ["./index.js", ["./index.js"]],
  [
    { ".": { import: "./m.mjs", require: "./c.cjs", types: "./t.d.ts" }, "./x": "./x.js" },
    ["./c.cjs", "./m.mjs"],
  ],
  [{ ".": [{ browser: "./b.js" }, "./a.js"] }, ["./a.js"]],
  [{ node: null, default: "./a.js" }, []],
  [{ ".": "not-a-path" }, []],
  [{ "./x": "./x.js" }, []],
  [7, []],
])("the entries of %j", (exports, targets) => expect(entryTargets(exports)).toEqual(targets));

test.each([
  ["#dep", "require", "a"],
  ["#dep", "import", "b/m.mjs"],
  ["#lib/x", "require", "c/lib/x.js"],
  ["#own", "require", null],
  ["#off", "require", null],
  ["#gone", "require", null],
] as const)("%s by %s is the package %s", (specifier, how, name) => {
  const imports = {
    "#dep": { import: "b/m.mjs", default: "a" },
    "#lib/*": "c/lib/*.js",
    "#own": "./own.js",
    "#off": null,
  };
  expect(importedPackage(imports, specifier, how)).toBe(name);
  expect(importedPackage(undefined, specifier, how)).toBeNull();
});
