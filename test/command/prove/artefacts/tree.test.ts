import { lstatSync, mkdirSync, readFileSync, readlinkSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { hostPath, pathInLayer, stageArtefacts } from "../../../../command/prove/artefacts/tree.ts";
import { UsageError } from "../../../../command/shared/usage.ts";
import { Folders } from "../../../support/layer-run.ts";
import { scratchFolder, staged, stagedFolders } from "../fixture.ts";

describe("function and layers in a folder of our own", () => {
  it("merges layers as Lambda does, and keeps links", async () => {
    const { tree } = await staged(
      { "index.js": "task" },
      { "a.txt": "one", "b.txt": "one" },
      { "b.txt": "two" },
    );
    const read = (path: string): string => readFileSync(hostPath(tree, path) ?? "", "utf8");
    expect(["/var/task/index.js", "/opt/a.txt", "/opt/b.txt"].map(read)).toEqual(["task", "one", "two"]);
  });

  it("shares the bytes of untouched files with the caller's", async () => {
    const { function: task, copy } = await staged({ "index.js": "task" });
    const inode = (path: string): number => statSync(path).ino;
    expect(inode(join(copy().task, "index.js"))).toBe(inode(join(task, "index.js")));
  });

  it("keeps a link as it is, and never follows one that leads out", async () => {
    const folders = new Folders();
    const [outside, task] = [folders.make({ "money/package.json": {} }), folders.make({ "index.js": "" })];
    symlinkSync(outside, join(task, "node_modules"));
    mkdirSync(join(task, "packages/money"), { recursive: true });
    symlinkSync("packages", join(task, "inside"));
    const { tree } = await stagedFolders(task, []);
    expect(readlinkSync(join(tree.task, "node_modules"))).toBe(outside);
    expect(hostPath(tree, "/var/task/node_modules/money")).toBeNull();
    expect(hostPath(tree, "/var/task/inside/money")).toBe(join(tree.task, "packages/money"));
    folders.remove();
  });

  it.each(["/etc/passwd", "/var/task/../../etc/passwd", "/var/runtime/x", "/optical", "", "/opt/a\0b"])(
    "has no place for %j",
    async (path) => {
      const { tree } = await staged({ "index.js": "" });
      expect(hostPath(tree, path)).toBeNull();
    },
  );

  it("stays in the root where a path leads up and back", async () => {
    const { tree } = await staged({ "index.js": "" });
    expect(hostPath(tree, "/var/task/../../opt/lib")).toBe(join(tree.opt, "lib"));
  });

  it("knows what one layer alone has, within that layer", async () => {
    const { tree, layers } = await staged({}, { "nodejs/a.js": "1" }, { "nodejs/a.js": "2" });
    expect(pathInLayer(tree, 1, "/opt/nodejs/a.js")).toBe(join(layers[1] ?? "", "nodejs/a.js"));
    expect(pathInLayer(tree, 0, "/opt/../var/task/index.js")).toBeNull();
    expect(pathInLayer(tree, 7, "/opt/nodejs/a.js")).toBeNull();
  });

  it("leaves the caller's folders without new entries or modes", async () => {
    const { function: task, copy } = await staged({ "lib/a.js": "" });
    const before = [statSync(task).mode, lstatSync(join(task, "lib")).mtimeMs];
    copy();
    expect([statSync(task).mode, lstatSync(join(task, "lib")).mtimeMs]).toEqual(before);
  });

  it.each([
    ["a function that does not exist", "--function: /nowhere does not exist", "/nowhere", []],
    ["a layer that does not exist", "--layer: /nowhere does not exist", ".", ["/nowhere"]],
    ["a function that is no zip", "--function: package.json: ", "package.json", []],
  ])("refuses %s", async (_, message, task, layers) => {
    await expect(stageArtefacts(task, layers, scratchFolder())).rejects.toThrow(UsageError);
    await expect(stageArtefacts(task, layers, scratchFolder())).rejects.toThrow(message);
  });
});
