/** Large files are read in parts: whichever way they are packed, a part is what it is of the whole. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Tree } from "../../../check/lambda/tree.ts";
import { zipTree } from "../../../check/lambda/zip-tree.ts";

const size = 4.5 * 1024 * 1024;
const content = Uint8Array.from({ length: size }, (_, at) => (at * 2_654_435_761) >>> 24);

const packed = [0, 1].map((level) => zipSync({ file: [content, { level: level as 0 | 1 }] }));

let stage: string;
const trees: Tree[] = [];
beforeAll(async () => {
  stage = mkdtempSync(join(tmpdir(), "outcrop-zip-tree-"));
  for (const [level, bytes] of packed.entries()) {
    writeFileSync(join(stage, `${level}.zip`), bytes);
    trees.push(await zipTree(join(stage, `${level}.zip`)));
  }
});
afterAll(() => {
  for (const tree of trees) tree.close();
  rmSync(stage, { recursive: true });
});

describe("a large file in a zip", () => {
  it.each([0, 1])("packed by level %i, has the same bytes in parts and as a whole", (level) => {
    const tree = trees[level] as Tree;
    const offset = fc.oneof(fc.nat(20_000), fc.nat(size + 10));
    fc.assert(
      fc.property(offset, fc.nat(40_000), (at, length) => {
        const part = tree.read("file", at, length);
        expect(Buffer.compare(part, content.subarray(at, at + length))).toBe(0);
      }),
      { numRuns: 50 },
    );
    expect(Buffer.compare(tree.read("file", 0, size), content)).toBe(0);
  });

  it.each([0, 1] as const)("packed by level %i, is damaged as a whole where one byte is", async (level) => {
    const path = join(stage, `damaged-${level}.zip`);
    const bytes = Buffer.from(packed[level] as Uint8Array);
    bytes[Math.floor(bytes.length / 2)] = (bytes[Math.floor(bytes.length / 2)] ?? 0) ^ 0xff;
    writeFileSync(path, bytes);
    const damaged = await zipTree(path);
    expect(() => damaged.read("file", 0, size)).toThrow(/"file" is damaged/);
    damaged.close();
  });

  it("gives its first bytes without a look at the damaged ones", async () => {
    const path = join(stage, "late.zip");
    const bytes = Buffer.from(packed[1] as Uint8Array);
    bytes[Math.floor(bytes.length / 2)] = (bytes[Math.floor(bytes.length / 2)] ?? 0) ^ 0xff;
    writeFileSync(path, bytes);
    const damaged = await zipTree(path);
    expect(Buffer.from(damaged.read("file", 0, 4))).toEqual(Buffer.from(content.subarray(0, 4)));
    damaged.close();
  });
});
