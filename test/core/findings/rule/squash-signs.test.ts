import { expect, test } from "vitest";
import { EnvironmentWorld } from "../../../../core/findings/engine/environment-world.ts";
import { SquashSigns } from "../../../../core/findings/rule/squash-signs.ts";
import { HiddenLocks } from "../../../../core/layout/hidden-lock.ts";
import { type Folder, json, MemoryFiles, pkg } from "../../support/tree.ts";

const at = "/opt/nodejs/node_modules";

function signsIn(folder: Folder) {
  const files = new MemoryFiles({ layers: [{ "nodejs/node_modules": folder }] });
  const world = new EnvironmentWorld(files, { sysroot: "" }, () => {});
  return { signs: new SquashSigns(world, new HiddenLocks(files)), world, files };
}

test("a scoped nested package is a stray one too", () => {
  const lock = json({
    packages: {
      "node_modules/a": { version: "1.0.0" },
      "node_modules/a/node_modules/@s/known": { version: "1.0.0" },
    },
  });
  const nested = { "node_modules/@s": { stray: pkg("@s/stray", "1.0.0"), known: pkg("@s/known", "1.0.0") } };
  const { signs, world } = signsIn({ ".package-lock.json": lock, a: { ...pkg("a", "1.0.0"), ...nested } });
  expect(signs.ofCopy(world.copyOf(`${at}/a/index.js`), at)).toMatchObject([
    { kind: "stray-nested", path: `${at}/a/node_modules/@s/stray` },
  ]);
});

test("past its budget it asks no file and claims nothing", () => {
  const { signs, world, files } = signsIn({ a: pkg("a", "1.0.0", { main: "gone" }) });
  const copy = world.copyOf(`${at}/a/index.js`);
  for (let round = 0; round < 300; round++) signs.ofCopy(copy, at);
  const asked = { ...files.asked };
  expect(signs.ofCopy(copy, at)).toEqual([]);
  expect(files.asked).toEqual(asked);
});
