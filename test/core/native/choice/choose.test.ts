import { expect, test } from "vitest";
import { EnvironmentWorld } from "../../../../core/findings/engine/environment-world.ts";
import type { PackageJson } from "../../../../core/layout/package-json.ts";
import { nativeChoices } from "../../../../core/native/choice/choose.ts";
import { ourHost } from "../../../support/real-loaders.ts";
import { MemoryFiles, pkg, type Tree } from "../../support/tree.ts";

function choose(tree: Tree) {
  const files = new MemoryFiles(tree);
  const world = new EnvironmentWorld(files, { sysroot: "" }, () => {});
  const path = "/var/task/node_modules/a";
  const manifest = world.packages.read(path) as PackageJson;
  const before = { ...files.asked };
  const choices = nativeChoices({ path, manifest }, ourHost(), world);
  const asked =
    Object.values(files.asked).reduce((sum, count) => sum + count) -
    Object.values(before).reduce((sum, count) => sum + count);
  return { choices, asked };
}

test("a package without signs of native files costs no look-up, whatever is in it", () => {
  const files = { "build/Release/a.node": "", "prebuilds/linux-x64/n.node": "", "a.linux-x64-gnu.node": "" };
  const manifest = { dependencies: { lodash: "4" }, optionalDependencies: { fsevents: "2" } };
  expect(choose({ function: { "node_modules/a": pkg("a", "1.0.0", manifest, files) } })).toEqual({
    choices: [],
    asked: 0,
  });
});

test("each loader that package.json names is asked", () => {
  const manifest = { dependencies: { bindings: "1", "node-gyp-build": "4" }, napi: { name: "a" } };
  const files = { "build/Release/b.node": "", "a.linux-x64-gnu.node": "" };
  const { choices } = choose({ function: { "node_modules/a": pkg("a", "1.0.0", manifest, files) } });
  expect(choices.map(({ files: chosen }) => chosen[0]?.replace(/^.*\//, ""))).toEqual([
    "b.node",
    "a.linux-x64-gnu.node",
    "b.node",
  ]);
});
