import { existsSync, lstatSync, readFileSync, readlinkSync, realpathSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { applyEdits } from "../../../command/prove/apply.ts";
import type { Tree } from "../../../command/prove/artefacts/tree.ts";
import { Installer } from "../../../command/prove/install.ts";
import { RepairError } from "../../../command/prove/repair-error.ts";
import type { Edit } from "../../../command/prove/repairs/repair.ts";
import { type Tree as Files, Folders } from "../../support/layer-run.ts";
import { packageAt, type Staged, staged, stagedFolders } from "./fixture.ts";

async function applied(given: Staged, ...edits: Edit[]): Promise<Tree> {
  const tree = given.copy();
  const { scratch } = given;
  await applyEdits(tree, edits, { installer: new Installer(scratch, { offline: true }), scratch });
  return tree;
}

const zod = (folder: string, version: string): Files => packageAt(folder, "zod", version);
const versionIn = (folder: string): unknown =>
  (JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: unknown }).version;

describe("an edit", () => {
  it("copies one package into the place of another, with nothing of the other left", async () => {
    const given = await staged(
      { ...zod("node_modules", "3.0.0"), "node_modules/zod/old.js": "" },
      zod("nodejs/node_modules", "4.0.0"),
    );
    const [from, to] = ["/opt/nodejs/node_modules/zod", "/var/task/node_modules/zod"];
    const { task } = await applied(given, { kind: "copy", from, to });
    expect(versionIn(join(task, "node_modules/zod"))).toBe("4.0.0");
    expect(existsSync(join(task, "node_modules/zod/old.js"))).toBe(false);
  });

  it("copies into what it copies from, and out of what it replaces", async () => {
    const given = await staged({
      ...zod("node_modules", "3.0.0"),
      ...zod("node_modules/zod/node_modules", "4.0.0"),
    });
    const [outer, inner] = ["/var/task/node_modules/zod", "/var/task/node_modules/zod/node_modules/zod"];
    const out = await applied(given, { kind: "copy", from: inner, to: outer });
    expect(versionIn(join(out.task, "node_modules/zod"))).toBe("4.0.0");
    const into = await applied(given, { kind: "copy", from: outer, to: `${outer}/copy` });
    expect(versionIn(join(into.task, "node_modules/zod/copy"))).toBe("3.0.0");
    expect(existsSync(join(into.task, "node_modules/zod/copy/copy"))).toBe(false);
  });

  it("removes a package", async () => {
    const given = await staged(zod("node_modules", "3.0.0"));
    const { task } = await applied(given, { kind: "remove", path: "/var/task/node_modules/zod" });
    expect(existsSync(join(task, "node_modules/zod"))).toBe(false);
  });

  it("links, relative within a root and absolute between roots", async () => {
    const given = await staged(zod("node_modules", "3.0.0"), zod("nodejs/node_modules", "4.0.0"));
    const path = "/var/task/node_modules/cart/node_modules/zod";
    const inside = await applied(given, { kind: "link", path, target: "/var/task/node_modules/zod" });
    expect(realpathSync(join(inside.task, "node_modules/cart/node_modules/zod"))).toBe(
      join(inside.task, "node_modules/zod"),
    );
    const target = "/opt/nodejs/node_modules/zod";
    const across = await applied(given, { kind: "link", path, target });
    expect(readlinkSync(join(across.task, "node_modules/cart/node_modules/zod"))).toBe(target);
  });

  it("sets a mode", async () => {
    const given = await staged({ "bin/tool": "#!/bin/sh" });
    const { task } = await applied(given, { kind: "mode", path: "/var/task/bin/tool", mode: 0o755 });
    expect(lstatSync(join(task, "bin/tool")).mode & 0o777).toBe(0o755);
  });

  it("changes what a module asks for, in any quotes and nowhere else", async () => {
    const given = await staged({
      "index.js": `import "./tax"; require('./tax'); import(\`./tax\`); "./tax.js"; // ./tax`,
    });
    const edit = { kind: "specifier", file: "/var/task/index.js", from: "./tax", to: "./$&.mjs" } as const;
    const { task } = await applied(given, edit);
    expect(readFileSync(join(task, "index.js"), "utf8")).toBe(
      `import "./$&.mjs"; require('./$&.mjs'); import(\`./$&.mjs\`); "./tax.js"; // ./tax`,
    );
  });

  it("takes a folder as one layer has it, without what others left in it", async () => {
    const given = await staged({}, zod("nodejs/node_modules", "3.0.0"), {
      ...zod("nodejs/node_modules", "4.0.0"),
      "nodejs/node_modules/zod/new.js": "",
    });
    const edit = { kind: "one-layer", path: "/opt/nodejs/node_modules/zod", layer: 0 } as const;
    const { opt } = await applied(given, edit);
    expect(versionIn(join(opt, "nodejs/node_modules/zod"))).toBe("3.0.0");
    expect(existsSync(join(opt, "nodejs/node_modules/zod/new.js"))).toBe(false);
  });

  it("never changes the caller's files, nor the staged ones", async () => {
    const files = { ...zod("node_modules", "3.0.0"), "bin/tool": "#!/bin/sh", "index.js": `require("zod")` };
    const given = await staged(files);
    const [path, file] = ["/var/task/node_modules/zod", "/var/task/index.js"];
    await applied(
      given,
      { kind: "mode", path: "/var/task/bin/tool", mode: 0o777 },
      { kind: "specifier", file, from: "zod", to: "zod/v4" },
      { kind: "copy", from: "/var/task/bin", to: `${path}/bin` },
      { kind: "remove", path },
    );
    for (const folder of [given.function, given.tree.task]) {
      expect(readFileSync(join(folder, "index.js"), "utf8")).toBe(`require("zod")`);
      expect(lstatSync(join(folder, "bin/tool")).mode & 0o777).not.toBe(0o777);
      expect(versionIn(join(folder, "node_modules/zod"))).toBe("3.0.0");
      expect(existsSync(join(folder, "node_modules/zod/bin"))).toBe(false);
    }
  });

  it("does not go through a link that leads out of the function", async () => {
    const folders = new Folders();
    const [outside, task] = [folders.make(zod(".", "3.0.0")), folders.make({ "index.js": "" })];
    symlinkSync(outside, join(task, "node_modules"));
    const given = await stagedFolders(task, []);
    const path = "/var/task/node_modules/zod";
    await expect(applied(given, { kind: "remove", path })).rejects.toThrow(RepairError);
    await expect(applied(given, { kind: "copy", from: "/var/task/index.js", to: path })).rejects.toThrow(
      RepairError,
    );
    expect(versionIn(join(outside, "zod"))).toBe("3.0.0");
    folders.remove();
  });

  it.each<[string, Edit]>([
    ["a whole root", { kind: "remove", path: "/var/task" }],
    ["what is not there", { kind: "copy", from: "/opt/x", to: "/var/task/x" }],
    ["a place outside", { kind: "link", path: "/etc/passwd", target: "/opt/x" }],
    ["a root's place", { kind: "copy", from: "/var/task/index.js", to: "/opt" }],
    ["a specifier that is not there", { kind: "specifier", file: "/var/task/index.js", from: "a", to: "b" }],
    ["a folder below a file", { kind: "link", path: "/var/task/index.js/x", target: "/opt/x" }],
    ["a layer without it", { kind: "one-layer", path: "/opt/x", layer: 0 }],
    ["a registry while offline", { kind: "install", package: "a", range: "1", to: "/opt/a", cpu: null }],
  ])("gives a reason for %s, and works after it", async (_, edit) => {
    const given = await staged({ "index.js": "" }, { "a.txt": "" });
    await expect(applied(given, edit)).rejects.toThrow(RepairError);
    const { task } = await applied(given, { kind: "copy", from: "/opt/a.txt", to: "/var/task/a.txt" });
    expect(existsSync(join(task, "a.txt"))).toBe(true);
  });
});
