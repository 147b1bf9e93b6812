/** Against esbuild and sharp themselves. */
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ourChoice, ourChoices, type Pretended, realChoice, treeOf } from "../../../support/real-loaders.ts";
import { type Folder, json } from "../../support/tree.ts";

describe("esbuild", () => {
  const platform = (name: string): Folder => ({
    [`node_modules/@esbuild/${name}`]: {
      "package.json": json({ name: `@esbuild/${name}` }),
      "bin/esbuild": "",
    },
  });

  test.each<readonly [string, Folder, Pretended]>([
    ["the platform's package", platform("linux-x64"), {}],
    ["on arm64", { ...platform("linux-x64"), ...platform("linux-arm64") }, { arch: "arm64" }],
    ["a path that is set", platform("linux-x64"), { env: { ESBUILD_BINARY_PATH: process.execPath } }],
    ["another platform's package", platform("darwin-arm64"), {}],
  ])("%s", (_, files, host) => {
    const directory = join(treeOf(files, ["esbuild"]), "node_modules/esbuild");
    expect(ourChoice(directory, host)).toEqual(realChoice("esbuild", directory, host));
    expect(ourChoices(directory, host).every(({ use }) => use === "run")).toBe(true);
  });
});

describe("sharp", () => {
  const platform = (name: string): Folder => ({
    [`node_modules/@img/sharp-${name}`]: {
      "package.json": json({ name: `@img/sharp-${name}`, exports: { "./sharp.node": "./index.cjs" } }),
      "index.cjs": `module.exports = require("./lib/sharp-${name}-0.35.5.node");`,
      [`lib/sharp-${name}-0.35.5.node`]: "",
    },
  });
  const needed = ["sharp", "detect-libc", "semver"];

  test.each<readonly [string, Folder, Pretended]>([
    ["the platform's package", { ...platform("linux-x64"), ...platform("linuxmusl-x64") }, {}],
    ["on arm64", { ...platform("linux-arm64"), ...platform("darwin-arm64") }, { arch: "arm64" }],
    [
      "a build first",
      { ...platform("linux-x64"), "node_modules/sharp/src/build/Release/sharp-linux-x64-0.35.5.node": "" },
      {},
    ],
    ["another platform's package", platform("darwin-arm64"), {}],
  ])("%s", (_, files, host) => {
    const directory = join(treeOf(files, needed), "node_modules/sharp");
    expect(ourChoice(directory, host)).toEqual(realChoice("sharp", directory, host));
  });
});
