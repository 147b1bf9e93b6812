import { expect, test } from "vitest";
import { EnvironmentWorld } from "../../../../../core/findings/engine/environment-world.ts";
import { harmlessOf } from "../../../../../core/findings/rules/shared/format-state.ts";
import { MemoryFiles } from "../../../support/tree.ts";

const path = "/var/task/node_modules/@open/api";

test.each([
  ["globalThis[Symbol.for('open.js')] = class {};", "global"],
  ["globalThis[Symbol.for('other.js')] = class {};", null],
  ["exports.a = 1;", "stateless"],
])("%s is %s", (source, harmless) => {
  const world = new EnvironmentWorld(
    new MemoryFiles({ function: { "node_modules/@open/api/index.js": source } }),
    { sysroot: "" },
    () => {},
  );
  world.usage.addModule(path, `${path}/index.js`);
  expect(harmlessOf({ package: "@open/api", version: null, root: "function", path }, world)).toBe(harmless);
});
