/** Layers are merged on disk as the sandbox does it, which follows Lambda; the merge in memory must agree. */
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { folderTree } from "../../../check/lambda/folder-tree.ts";
import { mergeLayers } from "../../../check/lambda/opt.ts";
import { overlay } from "../../../sandbox/roots/merge.ts";

const name = fc.constantFrom("a", "b", "c.js");
const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join("/"));
const layer = fc.array(fc.tuple(path, fc.constantFrom("file", "link"), fc.string({ maxLength: 3 })), {
  maxLength: 6,
});

function write(folder: string, entries: readonly (readonly [string, string, string])[]): void {
  mkdirSync(folder, { recursive: true });
  for (const [relative, kind, text] of entries) {
    const at = join(folder, relative);
    const isTaken =
      existsSync(at) ||
      relative.split("/").some((_, index, parts) => {
        const above = join(folder, ...parts.slice(0, index));
        return index > 0 && lstatSync(above, { throwIfNoEntry: false })?.isDirectory() === false;
      });
    if (isTaken || lstatSync(at, { throwIfNoEntry: false }) !== undefined) continue;
    mkdirSync(dirname(at), { recursive: true });
    if (kind === "file") writeFileSync(at, text);
    else symlinkSync(`to-${text.length}`, at);
  }
}

describe("layers merged in memory", () => {
  it("are what they are when merged on disk", () => {
    fc.assert(
      fc.property(fc.array(layer, { minLength: 1, maxLength: 4 }), (layers) => {
        const stage = mkdtempSync(join(tmpdir(), "outcrop-opt-"));
        try {
          for (const [index, entries] of layers.entries()) write(join(stage, String(index)), entries);
          const trees = layers.map((_, index) => folderTree(join(stage, String(index))));
          const opt = join(stage, "opt");
          mkdirSync(opt);
          for (const index of layers.keys()) overlay(join(stage, String(index)), opt);
          const merged = mergeLayers(trees);
          const onDisk = folderTree(opt);
          expect([...merged.nodes].map(([at, { node }]) => [at, node.kind]).sort()).toEqual(
            [...onDisk.nodes].map(([at, node]) => [at, node.kind]).sort(),
          );
          for (const [at, { node, layer: from }] of merged.nodes) {
            const source = join(stage, String(from), at);
            if (node.kind === "file") expect(readFileSync(source)).toEqual(readFileSync(join(opt, at)));
            if (node.kind === "link") expect(readlinkSync(source)).toBe(readlinkSync(join(opt, at)));
          }
          // Every file of every layer is there, or was overwritten once for each that took its place.
          const files = trees
            .flatMap(({ nodes }) => [...nodes.values()])
            .filter(({ kind }) => kind !== "directory");
          const kept = [...merged.nodes.values()].filter(({ node }) => node.kind !== "directory");
          expect(merged.overwritten.length + kept.length).toBe(files.length);
        } finally {
          rmSync(stage, { recursive: true });
        }
      }),
      { numRuns: 150 },
    );
  });

  it("name who overwrote whom", () => {
    const stage = mkdtempSync(join(tmpdir(), "outcrop-opt-"));
    write(join(stage, "0"), [
      ["a/c.js", "file", "1"],
      ["b", "file", ""],
    ]);
    write(join(stage, "1"), [
      ["a/c.js", "file", "2"],
      ["b/a", "file", ""],
    ]);
    write(join(stage, "2"), [["a", "file", "3"]]);
    const { overwritten, nodes } = mergeLayers(["0", "1", "2"].map((each) => folderTree(join(stage, each))));
    expect(overwritten).toEqual([
      { path: "a/c.js", loser: 0, winner: 1 },
      { path: "b", loser: 0, winner: 1 },
      { path: "a/c.js", loser: 1, winner: 2 },
    ]);
    expect(nodes.get("a")?.layer).toBe(2);
    rmSync(stage, { recursive: true });
  });
});
