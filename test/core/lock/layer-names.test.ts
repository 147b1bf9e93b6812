import { describe, expect, test } from "vitest";
import { LayerNames } from "../../../core/lock/layer-names.ts";
import { type Lock, type LockedFunction, type LockedLayer, labelOf } from "../../../core/lock/lock.ts";

const at = "nodejs/node_modules";

/** A layer with packages by folder, and native files. */
function layer(
  label: string,
  packages: Readonly<Record<string, string | null>>,
  { tree = label, natives = [] }: { tree?: string; natives?: readonly string[] } = {},
): LockedLayer {
  const [name = "", version = null] = label.split(":");
  return {
    name,
    version,
    arn: null,
    codeSha256: null,
    tree,
    packages: new Map(
      Object.entries(packages).map(([folder, version]) => [
        folder,
        { name: null, version, tree, bytes: null },
      ]),
    ),
    natives: new Map(natives.map((path) => [path, { arch: "x64", libc: null }])),
  };
}

function lockOf(
  layers: readonly LockedLayer[],
  functions: Readonly<Record<string, readonly string[]>>,
): Lock {
  const entry = (labels: readonly string[]): LockedFunction => ({
    runtime: "nodejs24.x",
    arch: "x64",
    layers: labels,
  });
  return {
    functions: new Map(Object.entries(functions).map(([name, labels]) => [name, entry(labels)])),
    layers: new Map(layers.map((one) => [labelOf(one), one])),
  };
}

const base = layer(
  "base:3",
  { [`${at}/zod`]: "3.24.4", [`${at}/@s/b`]: "1.0.0" },
  { natives: ["lib/libx.so"] },
);
const utils = layer("utils:7", { [`${at}/zod`]: "4.1.13", [`${at}/zod/node_modules/c`]: "2.0.0" });
const both = lockOf([base, utils], { orders: ["base:3", "utils:7"] });
const names = (lock: Lock | null, manifests: readonly LockedLayer[] = [], functionName = "orders") =>
  new LayerNames(lock, functionName, manifests);

describe("by a lock", () => {
  test.each([
    ["the highest layer that has the folder", `${at}/zod`, "4.1.13", "utils:7"],
    ["a lower one if its version is the one that is there", `${at}/zod`, "3.24.4", "base:3"],
    ["its name alone if no layer has that version", `${at}/zod`, "3.25.0", "utils"],
    ["the same without a version", `${at}/zod`, null, "utils"],
    ["a scoped package", `${at}/@s/b`, "1.0.0", "base:3"],
    ["the nearest folder above a file", `${at}/zod/lib/index.js`, "4.1.13", "utils:7"],
    ["the nearest folder above a nested one", `${at}/zod/node_modules/c/x/y.js`, "2.0.0", "utils:7"],
    ["a native file in no package", "lib/libx.so", null, "base:3"],
    ["not a package that is nested and not locked", `${at}/zod/node_modules/d`, "1.0.0", null],
    ["not a folder whose name only begins like one", `${at}/zod-extra`, "1.0.0", null],
    ["not /opt itself", "", null, null],
    ["not a path that nothing has", "nodejs/own.js", null, null],
  ])("%s", (_, path, version, label) => expect(names(both).labelOf(path, version)).toBe(label));

  test("a layer without a version has its name as its label", () => {
    const lock = lockOf([layer("plain", { [`${at}/a`]: "1.0.0" })], { orders: ["plain"] });
    expect(names(lock).labelOf(`${at}/a`, "1.0.0")).toBe("plain");
  });
});

describe("the function's entry", () => {
  const layers = [layer("one:1", { [`${at}/a`]: "1.0.0" }), layer("two:1", { [`${at}/a`]: "1.0.0" })];
  const label = (functions: Readonly<Record<string, readonly string[]>>) =>
    names(lockOf(layers, functions)).labelOf(`${at}/a`, "1.0.0");

  test("is the one of its name", () => expect(label({ other: ["one:1"], orders: ["two:1"] })).toBe("two:1"));
  test("is the only one, whatever its name", () => expect(label({ Logical: ["one:1"] })).toBe("one:1"));
  test("is any of those with the same layers", () =>
    expect(label({ a: ["two:1", "one:1"], b: ["two:1", "one:1"] })).toBe("one:1"));

  test("of several, none of which fits, does not exist: one problem", () => {
    const lock = lockOf(layers, { a: ["one:1"], b: ["two:1"] });
    expect(names(lock).problem).toBe("has 2 functions and none of the name orders; it is not used");
    expect(names(lock).isWhole).toBe(false);
    expect(names(lock).labelOf(`${at}/a`, "1.0.0")).toBeNull();
    expect(names(lock).lockedAt(`${at}/a`)).toBeNull();
    expect(names(both).problem).toBeNull();
    expect(names(null).problem).toBeNull();
  });
});

describe("by manifests", () => {
  const other = layer("other:1", { [`${at}/zod`]: "3.25.0", [`${at}/only`]: "1.0.0" });

  test("without a lock, where only one layer has the folder", () => {
    expect(names(null, [base, other]).labelOf(`${at}/only`, "1.0.0")).toBe("other:1");
    expect(names(null, [base, other]).labelOf(`${at}/only`, "9.0.0")).toBe("other");
  });

  test("without a lock, where the version says which of several", () => {
    expect(names(null, [base, utils]).labelOf(`${at}/zod`, "3.24.4")).toBe("base:3");
    expect(names(null, [base, utils]).labelOf(`${at}/zod`, "9.0.0")).toBeNull();
    const same = layer("same:1", { [`${at}/zod`]: "3.24.4" });
    expect(names(null, [base, same]).labelOf(`${at}/zod`, "3.24.4")).toBeNull();
  });

  test("a native file only where one layer has it", () => {
    const second = layer("second", {}, { natives: ["lib/libx.so"] });
    expect(names(null, [base]).labelOf("lib/libx.so", null)).toBe("base:3");
    expect(names(null, [base, second]).labelOf("lib/libx.so", null)).toBeNull();
  });

  test("the layer that is there counts, and not the one of its name in the lock", () => {
    const newer = layer("utils:8", { [`${at}/zod`]: "4.2.0" });
    expect(names(both, [newer]).labelOf(`${at}/zod`, "4.2.0")).toBe("utils:8");
    expect(names(both, [newer]).lockedAt(`${at}/zod`)?.package.version).toBe("4.1.13");
  });

  test("the number that the lock has counts where the files are the same", () => {
    const packed = layer("utils:2.1.0", { [`${at}/zod`]: "4.1.13" }, { tree: "utils:7" });
    expect(names(both, [packed]).labelOf(`${at}/zod`, "4.1.13")).toBe("utils:7");
    const other = layer("utils:2.1.0", { [`${at}/zod`]: "4.1.13" });
    expect(names(both, [other]).labelOf(`${at}/zod`, "4.1.13")).toBe("utils:2.1.0");
  });

  test("a layer that the lock has not is named where its version says so", () =>
    expect(names(both, [other]).labelOf(`${at}/zod`, "3.25.0")).toBe("other:1"));
});

describe("what is locked", () => {
  test("is what the highest layer has; not alone where others have other files", () => {
    expect(names(both).lockedAt(`${at}/zod`)).toMatchObject({ layer: utils, alone: false });
    expect(names(both).lockedAt(`${at}/@s/b`)).toMatchObject({ layer: base, alone: true });
    expect(names(both).lockedAt(`${at}/zod/lib`)).toBeNull();
    const twin = layer("twin", { [`${at}/zod`]: "4.1.13" }, { tree: "utils:7" });
    const twins = lockOf([utils, twin], { orders: ["utils:7", "twin"] });
    expect(names(twins).lockedAt(`${at}/zod`)).toMatchObject({ layer: twin, alone: true });
  });

  test("is whole only where every layer's content is locked", () => {
    expect(names(both).isWhole).toBe(true);
    expect(names(null, [base]).isWhole).toBe(false);
    expect(names(lockOf([base], { orders: ["base:3", "unknown:1"] })).isWhole).toBe(false);
  });

  test("folders of a package are those at the top of a node_modules", () => {
    const many = layer("many", {
      [`${at}/a`]: "1.0.0",
      [`nodejs/node24/node_modules/a`]: "2.0.0",
      [`${at}/b/node_modules/a`]: "3.0.0",
      [`${at}/.pnpm/a@1.0.0/node_modules/a`]: "1.0.0",
      "nodejs/tool": "1.0.0",
    });
    const lock = lockOf([many], { orders: ["many"] });
    expect(names(lock).foldersOf("a")).toEqual([`${at}/a`, "nodejs/node24/node_modules/a"]);
    expect(names(lock).foldersOf("tool")).toEqual([]);
  });
});
