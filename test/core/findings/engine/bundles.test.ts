import { expect, test } from "vitest";
import { Bundles } from "../../../../core/findings/engine/bundles.ts";
import { EnvironmentWorld } from "../../../../core/findings/engine/environment-world.ts";
import { Evaluations } from "../../../../core/findings/engine/evaluations.ts";
import { Inventory } from "../../../../core/findings/engine/inventory.ts";
import { MemoryFiles } from "../../support/tree.ts";

function parts() {
  const world = new EnvironmentWorld(new MemoryFiles({}), { sysroot: "" }, () => {});
  const inventory = new Inventory(world, () => {});
  const evaluations = new Evaluations(world.packages);
  return { inventory, evaluations, bundles: new Bundles(inventory, evaluations) };
}
const contents = (bundle: string, ...places: readonly string[]) => ({
  bundle,
  from: `${bundle}.map`,
  copies: places.map((place) => ({ package: "a", version: "1.0.0", place, modules: 2 })),
});
const two = contents("/var/task/i.js", "node_modules/a", "node_modules/b/node_modules/a");

test("a bundle's copies are in the inventory, and ran in the thread that loaded it", () => {
  const { bundles, inventory, evaluations } = parts();
  bundles.observe(two, 3);
  expect([bundles.waiting, inventory.takeFresh()]).toEqual([1, []]);
  expect([...bundles.settle()]).toHaveLength(2);
  const [first, copy] = ["/var/task/i.js#node_modules/a", "/var/task/i.js#node_modules/b/node_modules/a"];
  expect(inventory.takeFresh().map(({ path }) => path)).toEqual([first, copy]);
  expect([...evaluations.pairs]).toEqual([{ thread: 3, first, copy }]);
});

test("copies that two threads loaded do not make a pair", () => {
  const { bundles, evaluations } = parts();
  bundles.observe(contents("/var/task/i.js", "node_modules/a"), 0);
  bundles.observe(contents("/opt/j.js", "node_modules/a"), 1);
  expect([...bundles.settle()]).toHaveLength(2);
  expect([...evaluations.pairs]).toEqual([]);
});

test("each is settled once", () => {
  const { bundles } = parts();
  bundles.observe(two, 0);
  const settling = bundles.settle();
  settling.next();
  bundles.observe(two, 0);
  expect([...settling]).toHaveLength(1);
  expect(bundles.waiting).toBe(1);
  expect([...bundles.settle()]).toHaveLength(2);
  expect([bundles.waiting, [...bundles.settle()].length]).toEqual([0, 0]);
});
