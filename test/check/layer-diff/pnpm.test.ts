/** Layers that pnpm filled: packages are in its store, and links lead to them. */
import { expect, it } from "vitest";
import type { Tree } from "../../../check/lambda/tree.ts";
import { layerDiff } from "../../../check/layer-diff/layer-diff.ts";
import { dependencyChanges } from "../../../check/layer-diff/manifest-changes.ts";
import { library } from "../../core/support/library.ts";
import { tree } from "../layers/layers.ts";
import { pack, pnpmTree, runtimes } from "./layers.ts";

/** a at the top, which needs b. */
function layer(a: string, b: string | null, range = "^1.0.0"): Tree {
  const needs = ["a", a, { dependencies: { b: range } }] as const;
  return pnpmTree(`pnpm-${a}-${b}`, b === null ? [needs] : [needs, ["b", b]], {
    a: `.pnpm/a@${a}/node_modules/a`,
    ...(b === null ? {} : { [`.pnpm/a@${a}/node_modules/b`]: `../../b@${b}/node_modules/b` }),
  });
}

const diff = (old: Tree, now: Tree) =>
  layerDiff(old, now, { runtimes, publicNames: null, onProblem: () => {} });

const told = (old: Tree, now: Tree): readonly string[] =>
  diff(old, now).changes.map(({ step, code, package: name }) => `${step} ${code} ${name}`);

it("is the same where nothing differs, and counts each package once", () => {
  expect(diff(layer("1.0.0", "1.0.0"), layer("1.0.0", "1.0.0"))).toMatchObject({
    step: null,
    packages: { old: 2, new: 2, unchanged: 2 },
  });
});

it("compares packages by where functions find them, once each", () => {
  expect(told(layer("1.0.0", "1.0.0"), layer("2.0.0", "1.0.0"))).toEqual(["major version-major a"]);
});

it("finds what a package needs next to its real folder", () => {
  expect(told(layer("1.0.0", "1.0.0"), layer("1.0.1", "1.2.0", "^1.2.0"))).toEqual([
    "patch version-patch a",
    "patch version-minor b",
  ]);
});

it("lacks nothing, though no other layer is there to compare with", () => {
  const { now } = diff(layer("1.0.0", "1.0.0"), layer("1.0.0", "1.0.0"));
  const none = { ...now, packages: new Map() };
  expect(dependencyChanges(none, now)).toEqual([]);
  expect(dependencyChanges(none, diff(layer("1.0.0", "1.0.0"), layer("1.0.0", null)).now)).toHaveLength(1);
});

it("breaks where what a package needs is gone, by the path that functions load", () => {
  const { changes } = diff(layer("1.0.0", "1.0.0"), layer("1.0.0", null));
  expect(changes.map(({ step, code, path }) => [step, code, path])).toEqual([
    ["major", "dependency-missing", "nodejs/node_modules/.pnpm/a@1.0.0/node_modules/a"],
    ["patch", "package-gone", "nodejs/node_modules/.pnpm/b@1.0.0/node_modules/b"],
  ]);
});

it("breaks where what a package needs is out of range", () => {
  expect(told(layer("1.0.0", "1.0.0"), layer("1.0.0", "2.0.0"))).toEqual([
    "major dependency-out-of-range a",
    "patch version-major b",
  ]);
});

it("says nothing of what both layers lack, whatever the version of what needs it", () => {
  expect(told(layer("1.0.0", null), layer("1.0.1", null))).toEqual(["patch version-patch a"]);
});

it("keeps a package at the top that another link at the top leads to", () => {
  const both = (version: string): Tree => {
    const made = tree(version, pack("a", version));
    return {
      ...made,
      nodes: new Map([...made.nodes, ["nodejs/node_modules/b", { kind: "link", target: "a" }]]),
    };
  };
  expect(told(both("1.0.0"), both("2.0.0"))).toEqual(["major version-major a", "major version-major b"]);
});

it("finds a package that a link out of node_modules leads to", () => {
  const workspace = (version: string): Tree => {
    const needs = { dependencies: { b: "^1.0.0" } };
    const manifest = { "nodejs/packages/b/package.json": JSON.stringify({ name: "b", version }) };
    const made = tree(version, { ...pack("a", "1.0.0", needs), ...manifest });
    const link = { kind: "link", target: "../packages/b" } as const;
    return { ...made, nodes: new Map([...made.nodes, ["nodejs/node_modules/b", link]]) };
  };
  const { now } = diff(workspace("1.0.0"), workspace("1.1.0"));
  expect(dependencyChanges({ ...now, packages: new Map() }, now)).toEqual([]);
  expect(told(workspace("1.0.0"), workspace("2.0.0"))).toContain("major dependency-out-of-range a");
});

it("does not take a link that leads nowhere for a package", () => {
  const whole = layer("1.0.0", "1.0.0");
  const nodes = new Map([...whole.nodes].filter(([path]) => !path.includes("/.pnpm/b@1.0.0")));
  expect(told(whole, { ...whole, nodes })).toContain("major dependency-missing a");
});

it("compares the native code of another version of a package", () => {
  const layer = (version: string, level: string): Tree => {
    const needs = { "libc.so.6": { [`GLIBC_${level}`]: ["memcpy"] } };
    const native = { "x64.node": library({ needed: ["libc.so.6"], needs }) };
    return pnpmTree(version, [["a", version, {}, native]], { a: `.pnpm/a@${version}/node_modules/a` });
  };
  expect(told(layer("1.0.0", "2.17"), layer("1.0.1", "2.28"))).toContain("patch libc-raised a");
});

it("says once that a package for one CPU is gone, which is next to the one that names it", () => {
  const native = { "x64.node": library({ needed: ["libc.so.6"] }) };
  const a = ["a", "1.0.0", { optionalDependencies: { "a-x64": "1.0.0" } }] as const;
  const b = ["b", "1.0.0", {}, native] as const;
  const links = { a: ".pnpm/a@1.0.0/node_modules/a" };
  const beside = { ".pnpm/a@1.0.0/node_modules/a-x64": "../../a-x64@1.0.0/node_modules/a-x64" };
  const both = pnpmTree("old", [a, b, ["a-x64", "1.0.0", {}, native]], { ...links, ...beside });
  expect(told(both, pnpmTree("new", [a, b], links)).filter((one) => one.includes("cpu"))).toEqual([
    "major cpu-gone a",
  ]);
});
