import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CopyFinder, placeInNodeModules, topNodeModules } from "../../../core/layout/copy.ts";
import { PackageReader } from "../../../core/layout/package-json.ts";
import { Roots } from "../../../core/layout/roots.ts";
import { json, MemoryFiles, type Tree } from "../support/tree.ts";

function finderOf(tree: Tree): { finder: CopyFinder; files: MemoryFiles } {
  const files = new MemoryFiles(tree);
  return { finder: new CopyFinder(new Roots({ sysroot: "" }), new PackageReader(files, () => {})), files };
}

describe("by the last node_modules segment", () => {
  test.each([
    ["/opt/nodejs/node_modules/a/lib/x.js", "a", "/opt/nodejs/node_modules/a"],
    ["/opt/nodejs/node_modules/@s/a/x.js", "@s/a", "/opt/nodejs/node_modules/@s/a"],
    ["/var/task/node_modules/a/node_modules/b/x.js", "b", "/var/task/node_modules/a/node_modules/b"],
    [
      "/var/task/node_modules/.pnpm/a@1.0.0/node_modules/a/x.js",
      "a",
      "/var/task/node_modules/.pnpm/a@1.0.0/node_modules/a",
    ],
    [
      "/var/task/node_modules/.prisma/client/default.js",
      ".prisma/client",
      "/var/task/node_modules/.prisma/client",
    ],
    ["/var/task/node_modules/a.js", "a", "/var/task/node_modules/a.js"],
    ["/var/task/node_modules/__proto__/x.js", "__proto__", "/var/task/node_modules/__proto__"],
  ])("%s", (path, name, directory) =>
    expect(placeInNodeModules(path)).toEqual({ package: name, path: directory }),
  );

  test.each([
    "/var/task/x.js",
    "/var/task/node_modules/.bin/x",
    "/var/task/node_modules/.cache/tool/x.js",
    "/var/task/node_modules/.pnpm/a@1.0.0/x.js",
    "/var/task/node_modules/.pnpm/lock.yaml",
    "/var/task/node_modules/.package-lock.json",
    "/var/task/node_modules/.modules.yaml",
    "/var/task/node_modules/",
    "/var/task/my_node_modules/a/x.js",
    "",
  ])("%j is in none", (path) => {
    expect(placeInNodeModules(path)).toBeNull();
  });

  test("asks no file", () => {
    const { finder, files } = finderOf({});
    finder.placeOf("/opt/nodejs/node_modules/a/lib/x.js");
    expect(files.asked).toEqual({ readFile: 0, readAt: 0, readDir: 0, stat: 0, realpath: 0 });
  });
});

describe("by the nearest package.json within the root", () => {
  test("a workspace's package", () => {
    const { finder } = finderOf({
      function: { "package.json": json({ name: "root" }), "packages/u/package.json": json({ name: "u" }) },
    });
    expect(finder.placeOf("/var/task/packages/u/dist/x.js")).toEqual({
      package: "u",
      path: "/var/task/packages/u",
    });
  });

  test("one that only sets the module type is passed over", () => {
    const { finder } = finderOf({
      function: { "package.json": json({ name: "app" }), "dist/package.json": json({ type: "module" }) },
    });
    expect(finder.placeOf("/var/task/dist/x.js")).toEqual({ package: "app", path: "/var/task" });
  });

  test("one without a name that depends on something is the copy's", () => {
    const { finder } = finderOf({
      function: {
        "package.json": json({ name: "app" }),
        "svc/package.json": json({ dependencies: { a: "1" } }),
      },
    });
    expect(finder.placeOf("/var/task/svc/x.js")).toEqual({ package: "(function)", path: "/var/task/svc" });
  });

  test.each([
    ["/var/task/deep/x.js", "(function)", "/var/task"],
    ["/opt/x.js", "(layer)", "/opt"],
    ["/var/runtime/index.mjs", "(runtime)", "/var/runtime"],
    ["/tmp/x.js", "(other)", "/"],
    ["[eval]", "(other)", "/"],
    ["", "(other)", "/"],
  ])("none for %j: %s", (path, name, directory) => {
    expect(
      finderOf({ elsewhere: { "var/package.json": json({ name: "above" }) } }).finder.placeOf(path),
    ).toEqual({
      package: name,
      path: directory,
    });
  });

  test("one look per directory", () => {
    const { finder, files } = finderOf({});
    finder.placeOf("/var/task/a/x.js");
    const { readFile } = files.asked;
    finder.placeOf("/var/task/a/y.js");
    expect(files.asked.readFile).toBe(readFile);
  });
});

test("total on any path, however deep", () => {
  const { finder } = finderOf({});
  fc.assert(
    fc.property(fc.array(fc.constantFrom("node_modules", "@s", "..", "", ".", "a", "/")), (segments) => {
      finder.placeOf(segments.join("/"));
    }),
    { numRuns: 2_000 },
  );
  expect(finder.placeOf(`/var/task${"/a".repeat(5_000)}`).package).toBe("(function)");
});

test.each([
  ["/opt/nodejs/node_modules/a/node_modules/b", "/opt/nodejs/node_modules"],
  ["/opt/nodejs/node_modules/.pnpm/a@1/node_modules/a", "/opt/nodejs/node_modules"],
  ["/opt/nodejs/a", null],
])("the topmost node_modules of %s", (path, folder) => expect(topNodeModules(path)).toBe(folder));
