import { expect, test } from "vitest";
import { EnvironmentWorld } from "../../../../../core/findings/engine/environment-world.ts";
import { presentIn } from "../../../../../core/findings/rules/shared/present-package.ts";
import { MemoryFiles, pkg } from "../../../support/tree.ts";

const files = new MemoryFiles({ function: { "node_modules/ajv": pkg("ajv", "6.12.6") } });
const world = new EnvironmentWorld(files, { sysroot: "" }, () => {});
const folders = ["/var/task/lib/node_modules", "/var/task/node_modules"];

test.each([
  ["^8.0.0", false],
  ["^6.0.0", true],
  [null, null],
])("the first copy that Node finds, compared with %s", (range, inRange) => {
  expect(presentIn(folders, "ajv", range, world)).toEqual({ version: "6.12.6", inRange });
});

test("none where no folder holds it", () => {
  expect(presentIn(folders, "zod", "^1", world)).toBeNull();
});
