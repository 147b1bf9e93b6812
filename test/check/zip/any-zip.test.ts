/** Any zip at all: the tree that was packed comes out, or one line says why not; nothing outside changes. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { folder } from "../../sandbox/folders.ts";
import { anyTree, packed, type Tree, writeTree } from "./packed-tree.ts";
import { Place } from "./place.ts";
import { folderType, linkType, type RawEntry, rawZip, regular } from "./raw-zip.ts";
import { treeOf } from "./tree.ts";

/** How many zips were unpacked, and how many refused: a property that sees only one kind shows nothing. */
class Outcomes {
  #unpacked = 0;
  #refused = 0;

  count(problem: string | null): void {
    if (problem === null) this.#unpacked++;
    else this.#refused++;
  }

  check(): void {
    expect(Math.min(this.#unpacked, this.#refused)).toBeGreaterThan(50);
  }
}

/** Names and targets that lead through each other and out. `BASE` becomes the place's path. */
const start = fc.constantFrom("", "", "", "", "/", "../outside/", "BASE/outside/", "C:/");
const part = fc.constantFrom("a", "b", "n", "outside", "secret", "..", ".", "", "a\\b", "x\0y");
const pathOf = (parts: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.array(parts, { minLength: 1, maxLength: 3 }).map((names) => names.join("/"));
const hostileName = fc.tuple(start, pathOf(part)).map(([before, path]) => before + path);
const name = fc.oneof(hostileName, pathOf(fc.constantFrom("a", "b", "n")));
const bits = fc.integer({ min: 0, max: 0o7777 });
const outward = ["../outside", "../outside/secret", "..", ".", "BASE/outside", "/", "a", "a/b", "../.."];

const file = fc.record({ name, mode: bits.map((mode) => regular | mode), content: fc.string() });
const directory = fc.record({
  name: name.map((path) => `${path}/`),
  mode: bits.map((mode) => folderType | mode),
  content: fc.constant(""),
});
const link = fc.record({ name, mode: fc.constant(linkType), content: fc.constantFrom(...outward) });
const anyEntries = fc.array(fc.oneof(file, directory, link), { minLength: 1, maxLength: 6 });

describe("any zip", () => {
  it("changes nothing outside its folder, and fails with one line", async () => {
    const place = new Place();
    const outcomes = new Outcomes();
    const here = (text: string): string => text.replace("BASE", place.base);
    const property = fc.asyncProperty(anyEntries, async (entries) => {
      const placed = entries.map(({ name, mode, content }): RawEntry => {
        return { name: here(name), mode, content: here(content) };
      });
      outcomes.count(await place.unpack(rawZip(placed)));
    });
    await fc.assert(property, { numRuns: 1_000 });
    outcomes.check();
  });
});

describe("a damaged zip", () => {
  const change = fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 }));
  const changes = fc.array(change, { minLength: 1, maxLength: 6 });
  const tree: Tree = {
    d: {
      kind: "folder",
      nodes: { f: { kind: "file", content: Buffer.alloc(500, "ab"), mode: 0o755, compress: true } },
    },
    n: { kind: "link", target: "../outside" },
    s: { kind: "file", content: Buffer.from("stored"), mode: 0o644, compress: false },
  };
  const streamed = rawZip([{ name: "a", content: "x".repeat(99), descriptor: true }, { name: "b/" }]);

  it("changes nothing outside its folder, and fails with one line", async () => {
    const place = new Place();
    const outcomes = new Outcomes();
    const zips = fc.constantFrom(await packed(tree), streamed);
    const length = fc.oneof(fc.constant(Number.MAX_SAFE_INTEGER), fc.nat({ max: 600 }));
    const property = fc.asyncProperty(zips, changes, length, async (zip, masks, kept) => {
      const bytes = Buffer.from(zip.subarray(0, kept));
      for (const [at, mask] of masks) {
        const index = at % Math.max(1, bytes.length);
        bytes[index] = (bytes[index] ?? 0) ^ mask;
      }
      outcomes.count(await place.unpack(bytes));
    });
    await fc.assert(property, { numRuns: 1_000 });
    outcomes.check();
  });
});

describe("the zip of a tree", () => {
  it("unpacks to exactly the tree", async () => {
    const place = new Place();
    const expected = join(folder({}), "expected");
    const property = fc.asyncProperty(anyTree, async (tree) => {
      expect(await place.unpack(await packed(tree))).toBeNull();
      rmSync(expected, { recursive: true, force: true });
      writeTree(tree, expected);
      expect(treeOf(place.target)).toEqual(treeOf(expected));
    });
    await fc.assert(property, { numRuns: 150 });
  });
});
