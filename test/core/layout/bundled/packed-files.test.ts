import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PackedFiles } from "../../../../core/layout/bundled/packed-files.ts";
import { versionInPath } from "../../../../core/layout/bundled/version-in-path.ts";
import { bundledAt, bundledPath } from "../../../../core/layout/bundled-path.ts";

function copiesOf(...paths: readonly string[]) {
  const files = new PackedFiles();
  for (const path of paths) files.add(path);
  return files.copies();
}

describe("the place of a copy", () => {
  test.each([
    ["esbuild, Rollup", "../../app/node_modules/zod/index.js"],
    ["webpack", "webpack://orders/./node_modules/zod/index.js"],
    ["webpack without a name", "webpack:///./node_modules/zod/index.js?1a2b"],
    ["ncc", ".././node_modules/zod/index.js"],
    ["Rollup's helpers", "\0/home/me/app/node_modules/zod/index.js?commonjs-module"],
    ["Windows", "..\\node_modules\\zod\\index.js"],
  ])("of %s", (_, path) => {
    expect(copiesOf(path)).toEqual([
      { package: "zod", version: null, place: "node_modules/zod", modules: 1 },
    ]);
  });

  test("is the folder of the innermost package, and counts its files", () => {
    expect(
      copiesOf(
        "../node_modules/a/node_modules/@s/b/x.js",
        "../node_modules/a/node_modules/@s/b/y/z.js",
        "../node_modules/@s/b/x.js",
        "../src/index.ts",
        'webpack://orders/external commonjs "fs"',
      ),
    ).toEqual([
      { package: "@s/b", version: null, place: "node_modules/a/node_modules/@s/b", modules: 2 },
      { package: "@s/b", version: null, place: "node_modules/@s/b", modules: 1 },
    ]);
  });

  test("keeps of the folder before it only the part in which two copies differ", () => {
    const home = "../../home/me/shop";
    const places = copiesOf(`${home}/node_modules/zod/a.js`, `${home}/packages/cart/node_modules/zod/a.js`);
    expect(places.map(({ place }) => place)).toEqual(["node_modules/zod", "packages/cart/node_modules/zod"]);
  });

  test.each([
    "node_modules/",
    "node_modules/zod",
    "node_modules/.bin/x",
    "node_modules/z\u0007d/x.js",
    "x.js",
    "",
  ])("does not exist for %j", (path) => expect(copiesOf(path)).toEqual([]));

  test("any text has a place that leads nowhere else", () => {
    const parts = fc.constantFrom(
      "node_modules",
      "..",
      ".",
      "",
      "@s",
      "zod",
      ".pnpm",
      "zod@1.2.3",
      "\0",
      "?",
      "é",
      "#",
    );
    fc.assert(
      fc.property(fc.array(fc.array(parts, { maxLength: 9 }), { maxLength: 6 }), (paths) => {
        const copies = copiesOf(...paths.map((path) => path.join("/")));
        const places = copies.map(({ place }) => place);
        expect(new Set(places).size).toBe(places.length);
        for (const { place, package: name } of copies) {
          expect(place.endsWith(`node_modules/${name}`)).toBe(true);
          expect(place).not.toMatch(/(?:^|\/)\.\.?(?:\/|$)|^\/|\p{Cc}/u);
          expect(bundledAt(bundledPath("/var/task/index.js", place))).toEqual({
            bundle: "/var/task/index.js",
            place,
          });
        }
      }),
    );
  });

  test("only so many are kept", () => {
    const files = new PackedFiles();
    for (let index = 0; index < 2_100; index++) files.add(`node_modules/p${index}/i.js`);
    expect(files.copies()).toHaveLength(2_000);
    expect(files.isFull).toBe(true);
  });
});

describe("the version", () => {
  test.each([
    ["node_modules/.pnpm/graphql@16.1.0/node_modules/graphql", "graphql", "16.1.0"],
    [
      "node_modules/.pnpm/@babel+core@7.1.0-rc.1_x@1.0.0/node_modules/@babel/core",
      "@babel/core",
      "7.1.0-rc.1",
    ],
    ["node_modules/.pnpm/zod@3.1.0(react@18.0.0)/node_modules/zod", "zod", "3.1.0"],
    ["node_modules/.bun/zod@3.1.0+e7f9ae6/node_modules/zod", "zod", "3.1.0"],
    ["cache/zod-npm-3.22.4-9c3e1c6e8c-abc.zip/node_modules/zod", "zod", "3.22.4"],
    ["node_modules/.store/@s-b-npm-1.0.0-beta.2-0123456789/node_modules/@s/b", "@s/b", "1.0.0-beta.2"],
  ])("in %s", (place, name, version) => expect(versionInPath(place, name)).toBe(version));

  test.each([
    ["node_modules/zod", "zod"],
    ["node_modules/a@1.0.0/node_modules/zod", "zod"],
    ["node_modules/.pnpm/zod@latest/node_modules/zod", "zod"],
    ["node_modules/.pnpm/file+zod/node_modules/zod", "zod"],
    ["node_modules/.pnpm/not-zod@1.0.0/node_modules/zod", "zod"],
  ])("is not in %s", (place, name) => expect(versionInPath(place, name)).toBeNull());

  test("comes from a package.json that was packed, if it has a plain one", () => {
    const files = new PackedFiles();
    const key = files.add("node_modules/zod/package.json") ?? "";
    files.addManifest(key, "{");
    files.addManifest(key, '{"version":"Bearer x"}');
    expect(files.copies()[0]?.version).toBeNull();
    files.addManifest(key, '{"version":"4.1.13"}');
    expect(files.copies()[0]?.version).toBe("4.1.13");
    expect(files.add("node_modules/zod/lib/package.json")).toBeNull();
  });
});
