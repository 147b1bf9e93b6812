import { expect, test } from "vitest";
import { Folders } from "../../../core/layout/folders.ts";
import { PackageReader } from "../../../core/layout/package-json.ts";
import { type ReachQuestion, reachOf } from "../../../core/layout/reach.ts";
import { link, MemoryFiles, pkg, type Tree } from "../support/tree.ts";

const question: ReachQuestion = {
  importerDirectory: "/var/task",
  bare: { package: "a", subpath: "" },
  how: "require",
  winner: "/var/task/node_modules/a/index.js",
  nodePath: ["/opt/nodejs/node_modules"],
};

function ask(
  tree: Tree,
  change: Partial<ReachQuestion> = {},
): { reach: ReturnType<typeof reachOf>; files: MemoryFiles } {
  const files = new MemoryFiles(tree);
  return {
    reach: reachOf(
      { ...question, ...change },
      { files, folders: new Folders(files), packages: new PackageReader(files, () => {}) },
    ),
    files,
  };
}

test("link and real path are both kept", () => {
  const { reach } = ask(
    {
      function: { "store/a": pkg("a", "1.0.0"), "node_modules/a": link("../store/a") },
      layers: [{ "nodejs/node_modules/a": link("./x"), "nodejs/node_modules/x": pkg("a", "2.0.0") }],
    },
    { winner: "/var/task/store/a/index.js" },
  );
  expect(reach).toEqual({
    folder: "/var/task/node_modules",
    link: "/var/task/node_modules/a",
    losers: [
      {
        folder: "/opt/nodejs/node_modules",
        path: "/opt/nodejs/node_modules/a",
        realPath: "/opt/nodejs/node_modules/x",
      },
    ],
  });
});

test("a winner at no candidate is not guessed about", () => {
  expect(
    ask({ function: { "node_modules/a": pkg("a", "1.0.0") } }, { winner: "/tmp/a/index.js" }).reach,
  ).toBeNull();
});

test("a winner where it was looked for costs neither realpath nor stat", () => {
  const { reach, files } = ask({ function: { "node_modules/a": pkg("a", "1.0.0") } });
  expect(reach).toEqual({ folder: "/var/task/node_modules", link: null, losers: [] });
  expect(files.asked).toMatchObject({ realpath: 0, stat: 0, readFile: 0 });
});

test("a cycle of links is nothing", () => {
  const { reach } = ask({
    function: { "node_modules/a": pkg("a", "1.0.0") },
    layers: [{ "nodejs/node_modules": { a: link("./b"), b: link("./a") } }],
  });
  expect(reach?.losers).toEqual([]);
});
