import { expect, test } from "vitest";
import { EnvironmentWorld } from "../../../../../core/findings/engine/environment-world.ts";
import { overrideOf } from "../../../../../core/findings/rules/shared/overridden.ts";
import type { CopyRef } from "../../../../../core/layout/copy-ref.ts";
import { MemoryFiles, pkg } from "../../../support/tree.ts";

const copy = (path: string, root: CopyRef["root"] = "function"): CopyRef => ({
  package: "a",
  version: "2.0.0",
  root,
  path,
});
const importer = copy("/var/task/node_modules/b/node_modules/c");
const own = copy("/var/task/node_modules/a");
const of = (overrides: object, from = importer, to = own): string | null => {
  const files = new MemoryFiles({ function: pkg("app", "1.0.0", { overrides }) });
  return overrideOf(from, to, new EnvironmentWorld(files, { sysroot: "" }, () => {}));
};

test.each([
  [{ a: "2.0.0" }, "/var/task/package.json"],
  [{ a: "$a" }, "/var/task/package.json"],
  [{ a: "^3.0.0" }, null],
  [{ z: "2.0.0" }, null],
  [{}, null],
])("%j", (overrides, where) => expect(of(overrides)).toBe(where));

test("the root's own package overrides for itself", () =>
  expect(of({ a: "2.0.0" }, copy("/var/task"))).toBe("/var/task/package.json"));

test("nothing rules another root's copy", () =>
  expect(of({ a: "2.0.0" }, importer, copy("/opt/nodejs/node_modules/a", "layer"))).toBeNull());
