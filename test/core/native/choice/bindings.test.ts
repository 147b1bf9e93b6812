/** Against bindings itself. */
import { expect, test } from "vitest";
import { ourChoice, ourChoices, type Pretended, realChoice, treeOf } from "../../../support/real-loaders.ts";
import { type Folder, json } from "../../support/tree.ts";

const manifest = { "package.json": json({ name: "a", dependencies: { bindings: "^1" } }) };
const node = process.versions.node;
const abi = process.versions.modules;

test.each<readonly [string, Folder, Pretended]>([
  ["build", { "build/a.node": "", "build/Release/a.node": "" }, {}],
  ["a debug build before a release", { "build/Debug/a.node": "", "build/Release/a.node": "" }, {}],
  ["a release build", { "build/Release/a.node": "", "out/Release/a.node": "" }, {}],
  ["out", { "out/Release/a.node": "", "Debug/a.node": "" }, {}],
  ["Release", { "Release/a.node": "", "build/default/a.node": "" }, {}],
  [
    "compiled",
    { [`compiled/${node}/linux/x64/a.node`]: "", [`lib/binding/node-v${abi}-linux-x64/a.node`]: "" },
    {},
  ],
  [
    "another folder for compiled",
    { [`made/${node}/linux/x64/a.node`]: "" },
    { env: { NODE_BINDINGS_COMPILED_DIR: "made" } },
  ],
  ["node-qbs", { "addon-build/release/install-root/a.node": "" }, {}],
  [
    "node-pre-gyp's folder",
    { [`lib/binding/node-v${abi}-linux-x64/a.node`]: "", "lib/binding/node-v93-linux-x64/a.node": "" },
    {},
  ],
  ["for arm64", { "lib/binding/node-v127-linux-arm64/a.node": "" }, { arch: "arm64", abi: "127" }],
  ["nothing", { "lib/binding/node-v93-linux-x64/a.node": "", "a.node": "" }, {}],
])("%s", (_, files, host) => {
  const directory = treeOf({ ...manifest, ...files });
  expect(ourChoice(directory, host)).toEqual(realChoice("bindings", directory, host, "a"));
});

test("each name that is there", () => {
  const directory = treeOf({
    ...manifest,
    "build/Release/a.node": "",
    "build/Release/b.node": "",
    "build/Debug/b.node": "",
  });
  expect(ourChoices(directory).map(({ files }) => files)).toEqual([
    [`${directory}/build/Debug/b.node`],
    [`${directory}/build/Release/a.node`],
  ]);
});
