import { expect, test } from "vitest";
import { EnvironmentWorld } from "../../../../../core/findings/engine/environment-world.ts";
import {
  functionFirst,
  installedTogether,
  intentionOf,
} from "../../../../../core/findings/rules/shared/intention.ts";
import type { CopyRef } from "../../../../../core/layout/copy-ref.ts";
import { MemoryFiles } from "../../../support/tree.ts";

const world = new EnvironmentWorld(new MemoryFiles({}), { sysroot: "" }, () => {});
const copy = (root: CopyRef["root"], path: string): CopyRef => ({
  package: "a",
  version: "1.0.0",
  root,
  path,
});
const own = copy("function", "/var/task/node_modules/a");
const layer = copy("layer", "/opt/nodejs/node_modules/a");
const runtime = copy("runtime", "/var/runtime/node_modules/a");

test("in front of the runtime", () => {
  expect(intentionOf(own, runtime, world)).toBe("bundled-sdk");
  expect(intentionOf(layer, runtime, world)).toBe("bundled-sdk");
});

test("chosen by the layer's own code, and by no other's", () => {
  expect(intentionOf(own, layer, world)).toBeNull();
  world.usage.addChoice("/var/task", own.path);
  expect(intentionOf(own, layer, world)).toBeNull();
  world.usage.addChoice("/opt/nodejs/node_modules/datadog-lambda-js", own.path);
  expect(intentionOf(own, layer, world)).toBe("function-first");
  expect(functionFirst(own, layer, world)).toBe("function-first");
  expect(functionFirst(layer, own, world)).toBeNull();
  expect(intentionOf(layer, copy("layer", "/opt/nodejs/node22/node_modules/a"), world)).toBeNull();
});

test("installed together", () => {
  const from = copy("function", "/var/task/node_modules/b");
  expect(installedTogether("/var/task/node_modules/b/index.js", from, own)).toBe(true);
  expect(installedTogether("/var/task/index.js", copy("function", "/var/task"), own)).toBe(false);
  expect(installedTogether("/var/task/node_modules/b/index.js", from, layer)).toBe(false);
});
