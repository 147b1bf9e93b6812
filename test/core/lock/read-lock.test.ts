import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  maxLockFunctions,
  maxLockLayers,
  maxLockLength,
  maxLockPackages,
  maxLockString,
  readLock,
  readManifest,
} from "../../../core/lock/read-lock.ts";

const tree = "0123456789abcdef0123456789abcdef";
const utils = {
  name: "utils",
  version: "7",
  arn: "arn:aws:lambda:eu-central-1:123456789012:layer:utils:7",
  codeSha256: "p3L1UVT6yAFCbrJQm5mHPX0zFLW3pX0zFLW3pX0zFLU=",
  tree,
  packages: { "nodejs/node_modules/zod": { version: "3.24.4", tree } },
  natives: { "nodejs/node_modules/s/b.node": { arch: "x64", libc: "2.28" } },
};
const orders = { runtime: "nodejs24.x", arch: "arm64", layers: ["utils:7"] };
const whole = {
  outcrop: "lock",
  schema: 1,
  functions: { orders },
  layers: { "utils:7": utils },
};

const lockWith = (change: object) => readLock(JSON.stringify({ ...whole, ...change }));
const layerWith = (change: object) => lockWith({ layers: { "utils:7": { ...utils, ...change } } });

describe("the text of a lock", () => {
  it("becomes what it says", () => {
    const { lock, problems } = readLock(JSON.stringify(whole));
    expect(problems).toEqual([]);
    expect(lock?.functions.get("orders")).toEqual(orders);
    expect(lock?.layers.get("utils:7")).toEqual({
      ...utils,
      packages: new Map([["nodejs/node_modules/zod", { name: null, version: "3.24.4", tree }]]),
      natives: new Map([["nodejs/node_modules/s/b.node", { arch: "x64", libc: "2.28" }]]),
    });
  });

  it("has null for what it does not say", () => {
    const bare = { name: "utils", tree, packages: { a: { tree } }, natives: { b: { arch: "arm64" } } };
    const { lock, problems } = lockWith({ layers: { utils: bare } });
    expect(problems).toEqual([]);
    expect(lock?.layers.get("utils")).toEqual({
      name: "utils",
      version: null,
      arn: null,
      codeSha256: null,
      tree,
      packages: new Map([["a", { name: null, version: null, tree }]]),
      natives: new Map([["b", { arch: "arm64", libc: null }]]),
    });
  });

  it("may name a layer whose content is not known", () => {
    const { lock, problems } = lockWith({ layers: {} });
    expect(problems).toEqual([]);
    expect(lock?.functions.get("orders")?.layers).toEqual(["utils:7"]);
  });

  it.each([
    ["{", "is not JSON"],
    ["7", 'does not say "outcrop": "lock"'],
    [JSON.stringify({ outcrop: "layer", schema: 1 }), 'does not say "outcrop": "lock"'],
    [JSON.stringify({ ...whole, schema: 2 }), "has the schema 2; this version of Outcrop reads 1"],
    [JSON.stringify({ ...whole, schema: "1" }), "has no schema number"],
    [`"${"x".repeat(maxLockLength)}"`, "is larger than 8 MiB"],
    ["[".repeat(1_000_000), "is not JSON"],
  ])("that is not one is refused: %.40s", (text, problem) => {
    expect(readLock(text)).toEqual({ lock: null, problems: [problem] });
  });

  it.each([
    [{ tree: "7" }, "has no tree hash; it is left out"],
    [{ tree: tree.toUpperCase() }, "has no tree hash; it is left out"],
    [{ name: "" }, "has no name; it is left out"],
    [{ name: "x".repeat(maxLockString + 1) }, "has no name; it is left out"],
    [{ version: 7 }, "has a version that is not a text; it is left out"],
    [{ name: "other" }, "has another name or version inside; it is left out"],
    [{ version: null }, "has another name or version inside; it is left out"],
  ])("loses a layer that cannot be used, and says so: %j", (change, problem) => {
    const { lock, problems } = layerWith(change);
    expect(problems).toEqual([`layers: "utils:7" ${problem}`]);
    expect(lock?.layers.size).toBe(0);
    expect(lock?.functions.size).toBe(1);
  });

  it("keeps a layer without an ARN or a hash that cannot be used", () => {
    const { lock, problems } = layerWith({ arn: 7, codeSha256: {} });
    expect(problems).toEqual([
      'layers: "utils:7" has an ARN that is not a text',
      'layers: "utils:7" has a codeSha256 that is not a text',
    ]);
    expect(lock?.layers.get("utils:7")).toMatchObject({ arn: null, codeSha256: null });
  });

  it.each(["/etc/passwd", "../a", "a//b", "a/./b", "", "a/"])("knows no file %j of a layer", (path) => {
    const { lock, problems } = layerWith({
      packages: { [path]: { tree }, good: { tree } },
      natives: { [path]: { arch: "x64" }, good: { arch: "x64" } },
    });
    expect([...(lock?.layers.get("utils:7")?.packages.keys() ?? [])]).toEqual(["good"]);
    expect([...(lock?.layers.get("utils:7")?.natives.keys() ?? [])]).toEqual(["good"]);
    expect(problems).toEqual([
      `layers: "utils:7": the package ${JSON.stringify(path)} is not a path below /opt; it is left out`,
      `layers: "utils:7": the native file ${JSON.stringify(path)} is not a path below /opt; it is left out`,
    ]);
  });

  it.each([
    [{ packages: { a: { version: 1, tree } } }, 'the package "a" has a version that is not a text'],
    [{ packages: { a: { name: [], tree } } }, 'the package "a" has a name that is not a text'],
    [{ packages: { a: null } }, 'the package "a" has no tree hash'],
    [{ natives: { a: {} } }, 'the native file "a" has no architecture'],
    [{ natives: { a: { arch: "x64", libc: 2 } } }, 'the native file "a" has a libc that is not a text'],
  ])("loses a part that cannot be used: %j", (change, problem) => {
    expect(layerWith(change).problems).toEqual([`layers: "utils:7": ${problem}; it is left out`]);
  });

  it.each([
    [{ arch: "x86_64" }, "has another architecture than x64 or arm64"],
    [{ runtime: null }, "has no runtime"],
    [{ layers: "utils:7" }, "has no list of at most 64 layers"],
    [{ layers: [7] }, "has no list of at most 64 layers"],
    [{ layers: Array(maxLockLayers + 1).fill("a") }, "has no list of at most 64 layers"],
  ])("loses a function that cannot be used: %j", (change, problem) => {
    const { lock, problems } = lockWith({ functions: { orders: { ...orders, ...change } } });
    expect(problems).toEqual([`functions: "orders" ${problem}; it is left out`]);
    expect(lock?.functions.size).toBe(0);
    expect(lock?.layers.size).toBe(1);
  });

  it("is read up to its limits", () => {
    const many = <Value>(count: number, value: Value): Record<string, Value> =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`n${index}`, value]));
    const { lock, problems } = lockWith({
      functions: many(maxLockFunctions + 1, orders),
      layers: { "utils:7": { ...utils, packages: many(maxLockPackages + 1, { tree }) } },
    });
    expect(lock?.functions.size).toBe(maxLockFunctions);
    expect(lock?.layers.get("utils:7")?.packages.size).toBe(maxLockPackages);
    expect(problems).toEqual([
      'layers: "utils:7" has more than 20000 packages; the rest is left out',
      "has more than 2000 functions; the rest is left out",
    ]);
    expect(lockWith({ layers: many(maxLockLayers + 1, utils) }).problems[0]).toBe(
      "has more than 64 layers; the rest is left out",
    );
  });

  it("does not name a thousand problems", () => {
    const bad = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`n${index}`, {}]));
    const { problems } = lockWith({ functions: bad });
    expect(problems).toHaveLength(21);
    expect(problems.at(-1)).toBe("has more problems than these");
  });

  it("cannot reach a prototype", () => {
    const text = JSON.stringify(whole).replace('"orders":', '"__proto__":');
    expect([...(readLock(text).lock?.functions.keys() ?? [])]).toEqual(["__proto__"]);
    expect(
      readLock('{"outcrop":"lock","schema":1,"__proto__":{"functions":{},"layers":{}}}').problems,
    ).toEqual(['has no object named "layers"', 'has no object named "functions"']);
  });
});

describe("the manifest of a layer", () => {
  it("is one layer", () => {
    const { layer, problems } = readManifest(JSON.stringify({ outcrop: "layer", schema: 1, ...utils }));
    expect(problems).toEqual([]);
    expect(layer).toMatchObject({ name: "utils", version: "7", tree });
  });

  it.each([
    ["", "is not JSON"],
    [JSON.stringify(whole), 'does not say "outcrop": "layer"'],
    ['{"outcrop":"layer","schema":1}', "the layer has no name; it is left out"],
  ])("that is not one is refused: %.40s", (text, problem) => {
    expect(readManifest(text)).toEqual({ layer: null, problems: [problem] });
  });
});

describe("any text", () => {
  const value = fc.jsonValue({ maxDepth: 3 });
  const some = <Value>(arbitrary: fc.Arbitrary<Value>) =>
    fc.dictionary(fc.oneof(fc.constantFrom("utils:7", "a", "__proto__"), fc.string()), arbitrary);
  const layer = fc.record(
    {
      name: fc.oneof(fc.constant("utils"), value),
      version: fc.oneof(fc.constant("7"), value),
      tree: fc.oneof(fc.constant(tree), value),
      packages: fc.oneof(some(fc.oneof(fc.constant({ tree }), value)), value),
      natives: fc.oneof(some(fc.oneof(fc.constant({ arch: "x64" }), value)), value),
    },
    { requiredKeys: [] },
  );
  const document = fc.record({
    outcrop: fc.constantFrom("lock", "layer"),
    schema: fc.constant(1),
    functions: fc.oneof(some(fc.oneof(fc.constant(orders), value)), value),
    layers: fc.oneof(some(fc.oneof(layer, value)), value),
  });
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.json(),
    document.map((each) => JSON.stringify(each)),
    layer.map((each) => JSON.stringify({ outcrop: "layer", schema: 1, ...each })),
  );

  it("gets an answer that keeps the bounds, or says what is wrong", () => {
    fc.assert(
      fc.property(text, (each) => {
        const { lock, problems } = readLock(each);
        const manifest = readManifest(each);
        if (lock === null) expect(problems).not.toEqual([]);
        if (manifest.layer === null) expect(manifest.problems).not.toEqual([]);
        for (const found of [...(lock?.layers.values() ?? []), manifest.layer]) {
          if (found === null) continue;
          expect(found.tree).toMatch(/^[0-9a-f]{32}$/);
          for (const path of [...found.packages.keys(), ...found.natives.keys()])
            expect(`/${path}/`).not.toMatch(/\/\.{0,2}\//);
        }
      }),
    );
  });
});
