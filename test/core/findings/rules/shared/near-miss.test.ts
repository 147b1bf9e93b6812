import { expect, test } from "vitest";
import { EnvironmentWorld } from "../../../../../core/findings/engine/environment-world.ts";
import { nearMissesOf } from "../../../../../core/findings/rules/shared/near-miss.ts";
import { MemoryFiles, pkg, type Tree } from "../../../support/tree.ts";

const worldOf = (tree: Tree): EnvironmentWorld =>
  new EnvironmentWorld(new MemoryFiles(tree), { sysroot: "" }, () => {});

// Each kind, with its finding, is in rules/unresolved-module.test.ts.
test("at most four, the nearest first", () => {
  const places = [
    "node_modules/x",
    "x",
    "nodejs/x",
    "nodejs/node18/node_modules/x",
    "nodejs/node20/node_modules/x",
  ];
  const world = worldOf({ layers: [Object.fromEntries(places.map((place) => [place, pkg("x", "1.0.0")]))] });
  expect(nearMissesOf("x", "require", "/var/task", world).map(({ path }) => path)).toEqual([
    "/opt/node_modules/x",
    "/opt/x",
    "/opt/nodejs/x",
    "/opt/nodejs/node18/node_modules/x",
  ]);
});

test("a package that is there and whole is not a near miss", () => {
  expect(
    nearMissesOf("x", "require", "/var/task", worldOf({ function: { "node_modules/x": pkg("x", "1.0.0") } })),
  ).toEqual([]);
});

test("a file with nothing next to it has no near miss", () =>
  expect(nearMissesOf("./x", "import", "/var/task", worldOf({}))).toEqual([]));

test.each(["node:gone", "#inner", "data:text/javascript,1", ""])("%j has none", (specifier) => {
  expect(nearMissesOf(specifier, "import", "/var/task", worldOf({ function: { "node.js": "" } }))).toEqual(
    [],
  );
});
