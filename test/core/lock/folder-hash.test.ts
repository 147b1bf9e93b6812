import { describe, expect, test } from "vitest";
import { folderHash, HashBudget } from "../../../core/lock/folder-hash.ts";
import { treeText } from "../../../core/lock/tree-hash.ts";
import { lockingIn, sha256, treeOf } from "../support/lock.ts";
import { type Folder, link, MemoryFiles, pkg, type Tree } from "../support/tree.ts";

const at = "/opt/nodejs/node_modules/a";

/** The hash of the package `a`, the steps it took, and what is left of the budget. */
function hashed(
  a: Folder,
  {
    bytes = 1_000_000,
    entries = 100,
    ...tree
  }: Partial<Tree> & { bytes?: number; entries?: number; links?: Readonly<Record<string, string>> } = {},
) {
  const files = new MemoryFiles({ layers: [{ "nodejs/node_modules/a": a }], ...tree });
  const budget = new HashBudget(bytes, entries);
  const steps = folderHash(at, files, lockingIn(files, tree.links), budget);
  for (let count = 0; ; count++) {
    const { done, value } = steps.next();
    if (done) return { hash: value, steps: count, budget, files };
  }
}

test("the hash is that of the text of the files", () => {
  const a = pkg("a", "1.0.0", {}, { "lib/deep/x.js": "x", empty: "" });
  expect(hashed(a).hash).toBe(treeOf(a));
  expect(hashed(a, { modes: { [`${at}/lib/deep/x.js`]: 0o644 } }).hash).not.toBe(treeOf(a));
  expect(hashed({ ...a, "lib/deep/x.js": "y" }).hash).not.toBe(treeOf(a));
});

test("packages in a nested node_modules do not count, and neither does anything else in it", () => {
  const a = pkg("a", "1.0.0");
  const nested = { "node_modules/b": pkg("b", "1.0.0"), "lib/node_modules/.bin/x": "", "lib/y.js": "" };
  expect(hashed({ ...a, ...nested }).hash).toBe(treeOf({ ...a, "lib/y.js": "" }));
});

test("a link counts by its target and is not followed", () => {
  const a = { "index.js": "1", lib: link("../elsewhere") };
  const text = treeText([
    { path: "index.js", kind: "file", executable: true, sha256: sha256("1") },
    { path: "lib", kind: "link", target: "../elsewhere" },
  ]);
  expect(hashed(a, { links: { [`${at}/lib`]: "../elsewhere" } }).hash).toBe(sha256(text).slice(0, 32));
});

describe("in steps of at most 64 KiB", () => {
  test("of a large file", () => {
    const large = { "x.bin": new Uint8Array(200_000) };
    const small = hashed({ "x.bin": "" });
    const { steps, hash, files } = hashed(large);
    expect(hash).toBe(treeOf(large));
    expect(steps - small.steps).toBe(4);
    expect(files.asked.readAt).toBe(4);
  });
});

describe("no hash", () => {
  const three = { a: "xx", b: "xx", c: "xx" };

  test("past the bytes: none is read", () => {
    expect(hashed(three, { bytes: 6 })).toMatchObject({ hash: treeOf(three), budget: { bytes: 0 } });
    const { hash, files } = hashed(three, { bytes: 5 });
    expect([hash, files.asked.readAt]).toEqual([null, 0]);
  });

  test("past the entries, which are spent then", () => {
    expect(hashed(three, { entries: 3 })).toMatchObject({ hash: treeOf(three), budget: { entries: 0 } });
    const { hash, files, budget } = hashed(three, { entries: 2 });
    expect([hash, files.asked.readAt]).toEqual([null, 0]);
    expect(budget.entries).toBeLessThanOrEqual(0);
  });

  test("of a file that cannot be read", () =>
    expect(hashed(three, { modes: { [`${at}/b`]: 0o000 } }).hash).toBeNull());

  test("of folders below folders without end", () => {
    const deep = { [`${"d/".repeat(40)}x`]: "" };
    expect(hashed(deep).hash).toBeNull();
  });

  test("of a folder that is not there", () => {
    const files = new MemoryFiles({});
    const steps = folderHash(at, files, lockingIn(files), new HashBudget(10, 10));
    expect(steps.next()).toEqual({ done: true, value: null });
  });
});
