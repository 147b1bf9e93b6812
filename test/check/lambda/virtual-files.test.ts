/** The same trees on disk and in zips: the port must answer what the real file system answers. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { folderTree } from "../../../check/lambda/folder-tree.ts";
import { VirtualFiles } from "../../../check/lambda/virtual-files.ts";
import { nodeFileSystem } from "../../../extension/node-file-system.ts";

const part = fc.constantFrom("a", "b", "x.js");
const path = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join("/"));
const target = fc.oneof(
  path,
  path.map((each) => `../${each}`),
  fc.constantFrom(".", "..", "/nowhere", "a"),
);
const entries = fc.array(fc.tuple(path, fc.oneof(fc.constant(null), target)), { maxLength: 8 });
const asked = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join("/"));

let stage: string;
let count = 0;
beforeAll(() => {
  stage = realpathSync(mkdtempSync(join(tmpdir(), "outcrop-virtual-")));
});
afterAll(() => rmSync(stage, { recursive: true }));

function written(all: readonly (readonly [string, string | null])[]): string {
  const folder = join(stage, String(count++));
  mkdirSync(folder);
  for (const [relative, link] of all) {
    try {
      mkdirSync(dirname(join(folder, relative)), { recursive: true });
      if (link === null) writeFileSync(join(folder, relative), relative, { flag: "wx" });
      else symlinkSync(link, join(folder, relative));
    } catch {
      // Something is there already, or a link is above it.
    }
  }
  return folder;
}

describe("trees that are mounted", () => {
  it("answer as the same files on disk do", () => {
    fc.assert(
      fc.property(entries, fc.array(asked, { minLength: 1, maxLength: 8 }), (all, questions) => {
        const folder = written(all);
        const virtual = new VirtualFiles(() => {});
        virtual.mountTree(folder, folderTree(folder));
        for (const question of questions) {
          const at = join(folder, question);
          const real = nodeFileSystem.realpath(at);
          // Links out of what is mounted lead nowhere.
          if (real !== null && !real.startsWith(`${folder}/`) && real !== folder) continue;
          expect(virtual.realpath(at)).toBe(real);
          expect(virtual.stat(at)?.kind ?? null).toBe(nodeFileSystem.stat(at)?.kind ?? null);
          expect(virtual.readDir(at, 100)).toEqual(nodeFileSystem.readDir(at, 100));
          expect(virtual.readFile(at, 3)).toEqual(nodeFileSystem.readFile(at, 3));
          expect(virtual.readAt(at, 1, 2)).toEqual(nodeFileSystem.readAt(at, 1, 2));
        }
      }),
      { numRuns: 300 },
    );
  });

  it("report a file that cannot be read once, and then do without it", () => {
    const problems: string[] = [];
    const virtual = new VirtualFiles(({ path: where, what }) => problems.push(`${where} ${what}`));
    virtual.mountTree("/var/task", {
      name: "orders.zip",
      nodes: new Map([["index.js", { kind: "file", size: 3, mode: 0o644 }]]),
      read: () => {
        throw new Error("its checksum is wrong");
      },
      close: () => {},
    });
    expect(virtual.stat("/var/task/index.js")?.kind).toBe("file");
    expect(virtual.readFile("/var/task/index.js", 10)).toBeNull();
    expect(virtual.readFile("/var/task/index.js", 10)).toBeNull();
    expect(virtual.stat("/var/task/index.js")).toBeNull();
    expect(problems).toEqual(["/var/task/index.js cannot be read: orders.zip: its checksum is wrong"]);
  });
});
