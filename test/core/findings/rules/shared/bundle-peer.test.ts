import { expect, test } from "vitest";
import { EnvironmentWorld } from "../../../../../core/findings/engine/environment-world.ts";
import { bundlePeerOf } from "../../../../../core/findings/rules/shared/bundle-peer.ts";
import type { CopyRef } from "../../../../../core/layout/copy-ref.ts";
import { MemoryFiles, pkg } from "../../../support/tree.ts";

const bundle = "/var/task/index.js";
const layers = "/opt/nodejs/node_modules";
const copy = (path: string, name = "a"): CopyRef => ({
  package: name,
  version: "1.0.0",
  root: path.startsWith("/opt/") ? "layer" : "function",
  path,
});
const bundled = copy(`${bundle}#node_modules/a`);
const outside = copy(`${layers}/a`);

interface Case {
  readonly declares?: object;
  /** Who uses the plugin. */
  readonly user?: string;
  /** The copy of `a` that the plugin got. */
  readonly got?: string;
  readonly pair?: readonly [CopyRef, CopyRef];
}

function peer({ declares, user = "/var/task", got = outside.path, pair = [outside, bundled] }: Case) {
  const plugin = pkg("plugin", "1.0.0", declares ?? { peerDependencies: { a: "*" } });
  const files = new MemoryFiles({
    function: { "index.js": "" },
    layers: [{ "nodejs/node_modules": { plugin } }],
  });
  const world = new EnvironmentWorld(files, { sysroot: "" }, () => {});
  const path = `${layers}/plugin`;
  world.usage.addCopy(copy(path, "plugin"), world.packages.read(path));
  world.usage.addUse(user, "plugin", path);
  world.usage.addUse(path, "a", got);
  return bundlePeerOf(...pair, world);
}

test("the bundle uses a package outside of it that wants to share and got another copy", () => {
  const expected = { declarer: copy(`${layers}/plugin`, "plugin"), got: outside.path, bundle };
  expect(peer({})).toEqual(expected);
  expect(peer({ pair: [bundled, outside] })).toEqual(expected);
  const workspace = copy(`${bundle}#packages/cart/node_modules/a`);
  expect(peer({ pair: [outside, workspace] })).toEqual(expected);
});

test.each<[string, Case]>([
  ["the package is a dependency of its own", { declares: { dependencies: { a: "*" } } }],
  ["it wants to share another package", { declares: { peerDependencies: { b: "*" } } }],
  ["only a layer uses it", { user: `${layers}/c` }],
  ["only a package of the function uses it", { user: "/var/task/node_modules/c" }],
  ["it got a third copy", { got: "/var/task/node_modules/a" }],
  ["it got the bundle's copy", { got: bundled.path }],
  [
    "both copies are in bundles",
    { pair: [copy("/var/task/b.js#node_modules/a"), bundled], got: bundled.path },
  ],
  ["neither copy is in a bundle", { pair: [outside, copy("/var/task/node_modules/a")] }],
  [
    "the bundled copy served another package",
    { pair: [outside, copy(`${bundle}#node_modules/x/node_modules/a`)] },
  ],
  ["the bundled copy has another package's place", { pair: [outside, copy(`${bundle}#node_modules/@s/a`)] }],
  ["its place only ends like the package's", { pair: [outside, copy(`${bundle}#node_modules/x-a`)] }],
  ["its place is below the package", { pair: [outside, copy(`${bundle}#node_modules/a/lib`)] }],
])("null where %s", (_, different) => expect(peer(different)).toBeNull());
