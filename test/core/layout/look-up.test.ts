import { expect, test } from "vitest";
import { lookUpOf } from "../../../core/layout/look-up.ts";
import { type PackageJson, parsePackageJson } from "../../../core/layout/package-json.ts";

const manifest = parsePackageJson(
  new TextEncoder().encode(
    '{"imports":{"#dep":"@s/a/x.js","#own":"./own.js","#lib/*.js":{"import":"b/*.mjs","require":"b/*.cjs"}}}',
  ),
) as PackageJson;

test.each([
  ["a/x", "require", { bare: { package: "a", subpath: "x" }, how: "require", nodePath: ["/opt"] }],
  ["#dep", "require", { bare: { package: "@s/a", subpath: "x.js" }, how: "import", nodePath: [] }],
  ["#lib/y.js", "require", { bare: { package: "b", subpath: "y.cjs" }, how: "import", nodePath: [] }],
  ["#lib/y.js", "import", { bare: { package: "b", subpath: "y.mjs" }, how: "import", nodePath: [] }],
  ["#own", "require", null],
  ["#gone", "require", null],
  ["./x", "require", null],
  ["/x", "require", null],
  ["node:fs", "require", null],
] as const)("%s by %s", (specifier, how, lookUp) =>
  expect(lookUpOf(specifier, how, manifest, ["/opt"])).toEqual(lookUp),
);

test("without a package.json # means nothing", () =>
  expect(lookUpOf("#dep", "require", null, [])).toBeNull());
