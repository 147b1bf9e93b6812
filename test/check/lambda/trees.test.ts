/** Trees that are not one folder or one zip. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { fileTree } from "../../../check/lambda/folder-tree.ts";
import { memoryTree } from "../../../check/lambda/memory-tree.ts";
import { packedTree } from "../../../check/lambda/packed-tree.ts";
import type { Tree } from "../../../check/lambda/tree.ts";

const text = ({ read }: Tree, path: string, offset = 0, length = 100): string =>
  new TextDecoder().decode(read(path, offset, length));

it("memory has the folders above its files", () => {
  const tree = memoryTree("m", new Map([["a/b/c.js", "hello"]]));
  expect([...tree.nodes].map(([path, { kind }]) => [path, kind]).sort()).toEqual([
    ["a", "directory"],
    ["a/b", "directory"],
    ["a/b/c.js", "file"],
  ]);
  expect(text(tree, "a/b/c.js", 1, 3)).toBe("ell");
  expect(() => tree.read("a", 0, 1)).toThrow("a is not a file in it");
});

it("parts are where they are put, and later ones win", () => {
  const folder = mkdtempSync(join(tmpdir(), "outcrop-trees-"));
  try {
    writeFileSync(join(folder, "real.js"), "from a file");
    let closed = 0;
    const base = memoryTree(
      "x",
      new Map([
        ["index.js", "1"],
        ["lib/a.js", "2"],
      ]),
    );
    const packed = packedTree("p", [
      { at: "", tree: { ...base, close: () => closed++ } },
      { at: "lib", tree: memoryTree("y", new Map([["a.js", "3"]])) },
      { at: "deep/er", tree: fileTree(join(folder, "real.js"), "named.js") },
    ]);
    expect([...packed.nodes.keys()].sort()).toEqual([
      "deep",
      "deep/er",
      "deep/er/named.js",
      "index.js",
      "lib",
      "lib/a.js",
    ]);
    expect(text(packed, "index.js")).toBe("1");
    expect(text(packed, "lib/a.js")).toBe("3");
    expect(text(packed, "deep/er/named.js")).toBe("from a file");
    packed.close();
    expect(closed).toBe(1);
    expect(() => fileTree(folder, "x")).toThrow("is not a file");
  } finally {
    rmSync(folder, { recursive: true });
  }
});
