import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { folderTree } from "../../../check/lambda/folder-tree.ts";
import type { Tree } from "../../../check/lambda/tree.ts";
import { zipTree } from "../../../check/lambda/zip-tree.ts";
import { folderHash, hashedNodes, treeHash } from "../../../check/lock/tree-hash.ts";
import { program, tree } from "../layers/layers.ts";
import { packed } from "../zip/packed-tree.ts";
import { linkedTree } from "./locked.ts";

const hash = (of: Tree): string => treeHash(hashedNodes(of));

describe("the hash of a tree", () => {
  const files = { "a/index.js": "exports.a = 1;", "bin/run": program("#!/bin/sh") };

  it("is what sha256sum says about the text that core describes", () => {
    // printf '"a" - %s\n' "$(printf x | sha256sum | cut -c-64)" | sha256sum | cut -c-32
    expect(hash(tree("layer", { a: "x" }))).toBe("9bda5b33581220294c5d162e582aef03");
  });

  it("is the same whatever the order is, and whether folders have entries", () => {
    const { nodes, ...rest } = tree("layer", files);
    const reversed = new Map([...nodes].reverse().filter(([, { kind }]) => kind !== "directory"));
    expect(hash({ ...rest, nodes: reversed })).toBe(hash(tree("other", files)));
  });

  it.each([
    ["a byte", tree("layer", { ...files, "a/index.js": "exports.a = 2;" })],
    ["a name", tree("layer", { "a/index.mjs": "exports.a = 1;", "bin/run": program("#!/bin/sh") })],
    ["whether it may be executed", tree("layer", { ...files, "bin/run": "#!/bin/sh" })],
    ["a new file", tree("layer", { ...files, b: "" })],
    [
      "a link instead of a file",
      linkedTree("layer", { "bin/run": program("#!/bin/sh") }, { "a/index.js": "x" }),
    ],
  ])("is another one with %s", (_, changed) => {
    expect(hash(changed)).not.toBe(hash(tree("layer", files)));
  });

  it("does not depend on other permissions than the owner's to execute", () => {
    const at = (mode: number): string => hash(tree("layer", { a: { content: "x", mode } }));
    expect(at(0o664)).toBe(at(0o600));
    expect(at(0o775)).toBe(at(0o700));
    expect(at(0o611)).toBe(at(0o600));
  });

  it("of a folder does not depend on where the folder is", () => {
    const nodes = hashedNodes(tree("layer", files)).filter(({ path }) => path.startsWith("a/"));
    expect(folderHash("a", nodes)).toBe(hash(tree("a", { "index.js": "exports.a = 1;" })));
  });
});

describe("a folder and a zip of the same files", () => {
  let stage: string;
  beforeAll(() => {
    stage = mkdtempSync(join(tmpdir(), "outcrop-tree-hash-"));
  });
  afterAll(() => rmSync(stage, { recursive: true }));

  it("have the same hash", async () => {
    const folder = join(stage, "layer");
    mkdirSync(join(folder, "bin"), { recursive: true });
    writeFileSync(join(folder, "bin/run"), "#!/bin/sh");
    chmodSync(join(folder, "bin/run"), 0o755);
    writeFileSync(join(folder, "large"), Buffer.alloc(5_000_000, "outcrop"));
    symlinkSync("bin/run", join(folder, "run"));
    const file = (content: Uint8Array, mode: number) =>
      ({ kind: "file", content, mode, compress: true }) as const;
    writeFileSync(
      join(stage, "layer.zip"),
      await packed({
        run: { kind: "link", target: "bin/run" },
        large: file(Buffer.alloc(5_000_000, "outcrop"), 0o600),
        bin: { kind: "folder", nodes: { run: file(Buffer.from("#!/bin/sh"), 0o755) } },
      }),
    );
    const zip = await zipTree(join(stage, "layer.zip"));
    expect(hash(zip)).toBe(hash(folderTree(folder)));
    zip.close();
  });
});
