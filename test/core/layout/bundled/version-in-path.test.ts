import fc from "fast-check";
import { expect, test } from "vitest";
import { versionInPath } from "../../../../core/layout/bundled/version-in-path.ts";

const pnpm = (folder: string, name = "zod"): string | null =>
  versionInPath(`node_modules/.pnpm/${folder}/node_modules/${name}`, name);

const yarn = (folder: string, name = "zod"): string | null =>
  versionInPath(`.yarn/cache/${folder}/node_modules/${name}`, name);

test.each([
  ["zod@3.1.0", "3.1.0"],
  ["zod@3.1.0_react@18.0.0", "3.1.0"],
  ["zod@3.1.0(react@18.0.0)", "3.1.0"],
  ["zod@3.1.0-rc.1+e7f9ae6", "3.1.0-rc.1"],
  ["zod@latest", null],
  ["zod@3.1", null],
  ["zod@^3.1.0", null],
  ["zod@3.1.0 ", null],
  ["zod@file+..+zod", null],
  ["zod@https+++example.com+zod-3.1.0.tgz", null],
  [`zod@${"1".repeat(10)}.0.0`, null],
  [`zod@1.0.0-${"a".repeat(101)}`, null],
  ["my-zod@3.1.0", null],
  ["@s+zod@3.1.0", null],
])("a folder of pnpm or bun: %s", (folder, version) => expect(pnpm(folder)).toBe(version));

test.each([
  ["zod-npm-3.22.4-9c3e1c6e8c-abc.zip", "3.22.4"],
  ["zod-npm-3.22.4-beta.1-9c3e1c6e8c.zip", "3.22.4-beta.1"],
  ["zod-npm-3.22.4", null],
  ["zod-npm-3.22.4-9c3e1c6e8", null],
  ["zod-patch-9c3e1c6e8c-abc.zip", null],
  ["zod-virtual-9c3e1c6e8c", null],
])("a folder of Yarn: %s", (folder, version) => expect(yarn(folder)).toBe(version));

test("a scoped package is written in one word", () => {
  expect(pnpm("@babel+core@7.1.0", "@babel/core")).toBe("7.1.0");
  expect(yarn("@babel-core-npm-7.1.0-9c3e1c6e8c", "@babel/core")).toBe("7.1.0");
  expect(pnpm("@babel/core@7.1.0", "@babel/core")).toBeNull();
});

test("a name that is part of another one's says nothing", () => {
  expect(versionInPath("node_modules/.pnpm/od@1.0.0/node_modules/zod", "od")).toBeNull();
  expect(versionInPath("zod@1.0.0/zod", "zod")).toBeNull();
  expect(versionInPath("zod@1.0.0/other_folder/zod", "zod")).toBeNull();
  expect(versionInPath("zod", "zod")).toBeNull();
});

test("the version is a part of the folder's name, whatever that is", () => {
  const parts = fc.constantFrom(
    "zod@",
    "zod-npm-",
    "1.2.3",
    "-rc.1",
    "-",
    "_",
    "+",
    "0123456789",
    "(",
    "/",
    "\n",
  );
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 8 }), (pieces) => {
      const folder = pieces.join("");
      const version = pnpm(folder);
      if (version === null) return;
      expect(version).toMatch(/^\d+\.\d+\.\d+(?:-[\w.-]+)?$/);
      expect(folder.slice(folder.lastIndexOf("/") + 1)).toMatch(
        new RegExp(`^zod(?:@|-npm-)${version.replaceAll(".", "\\.")}`),
      );
    }),
  );
});
