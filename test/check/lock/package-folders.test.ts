import { describe, expect, it } from "vitest";
import { nameOfFolder, packageFolders } from "../../../check/lock/package-folders.ts";
import { hashedNodes } from "../../../check/lock/tree-hash.ts";
import { linkedTree } from "./locked.ts";

/** Folder -> paths of its files and links. */
function foldersIn(paths: readonly string[], links: Readonly<Record<string, string>> = {}) {
  const files = Object.fromEntries(paths.map((path) => [path, path]));
  const found = packageFolders(hashedNodes(linkedTree("layer", files, links)));
  return Object.fromEntries([...found].map(([folder, nodes]) => [folder, nodes.map(({ path }) => path)]));
}

describe("the packages of a layer", () => {
  it("have the files in their folders, without those of nested ones", () => {
    const a = "nodejs/node_modules/a";
    expect(
      foldersIn([
        `${a}/package.json`,
        `${a}/lib/index.js`,
        `${a}/node_modules/@s/b/index.js`,
        `${a}/test/node_modules/c/index.js`,
        "nodejs/node_modules/.prisma/client/index.js",
        "nodejs/node24/node_modules/d/index.js",
      ]),
    ).toEqual({
      [a]: [`${a}/package.json`, `${a}/lib/index.js`],
      [`${a}/node_modules/@s/b`]: [`${a}/node_modules/@s/b/index.js`],
      [`${a}/test/node_modules/c`]: [`${a}/test/node_modules/c/index.js`],
      "nodejs/node_modules/.prisma/client": ["nodejs/node_modules/.prisma/client/index.js"],
      "nodejs/node24/node_modules/d": ["nodejs/node24/node_modules/d/index.js"],
    });
  });

  it("have no file of the package manager, of own code, or directly in a node_modules", () => {
    expect(
      foldersIn(
        ["nodejs/node_modules/.package-lock.json", "nodejs/node_modules/one.js", "nodejs/lib/own.js", "x.js"],
        { "nodejs/node_modules/.bin/a": "../a/cli.js" },
      ),
    ).toEqual({});
  });

  it("of pnpm are where its links lead", () => {
    const store = "nodejs/node_modules/.pnpm/zod@3.24.4/node_modules";
    expect(
      foldersIn([`${store}/zod/index.js`, `${store}/@s/x/index.js`], {
        "nodejs/node_modules/zod": ".pnpm/zod@3.24.4/node_modules/zod",
        [`${store}/zod/node_modules/y`]: "../../../../y@1/node_modules/y",
      }),
    ).toEqual({
      [`${store}/zod`]: [`${store}/zod/index.js`],
      [`${store}/@s/x`]: [`${store}/@s/x/index.js`],
    });
  });

  it("of a workspace are where links lead, outside of any node_modules", () => {
    expect(
      foldersIn(
        [
          "packages/utils/package.json",
          "packages/utils/lib/a.js",
          "packages/utils/node_modules/c/index.js",
          "packages/utils/node_modules/.cache/x",
          "packages/other/index.js",
        ],
        {
          "nodejs/node_modules/@acme/utils": "../../../packages/link",
          "packages/link": "utils",
          "nodejs/node_modules/absolute": "/opt/packages/other",
          "nodejs/node_modules/outside": "/var/task/lib",
          "nodejs/node_modules/above": "../../..",
          "nodejs/node_modules/round": "../node_modules/round",
        },
      ),
    ).toEqual({
      "packages/utils": ["packages/utils/package.json", "packages/utils/lib/a.js"],
      "packages/utils/node_modules/c": ["packages/utils/node_modules/c/index.js"],
      "packages/other": ["packages/other/index.js"],
    });
  });

  it("have the name of their folder", () => {
    expect(nameOfFolder("nodejs/node_modules/a/node_modules/@s/b")).toBe("@s/b");
    expect(nameOfFolder("nodejs/node_modules/a")).toBe("a");
    expect(nameOfFolder("packages/utils")).toBe("utils");
  });
});
