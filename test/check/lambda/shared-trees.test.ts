import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openTree } from "../../../check/lambda/open-tree.ts";

let stage: string;
beforeEach(() => {
  stage = mkdtempSync(join(tmpdir(), "outcrop-shared-"));
});
afterEach(() => rmSync(stage, { recursive: true }));

function write(name: string, content: string): string {
  const path = join(stage, name);
  writeFileSync(path, zipSync({ "a.js": new TextEncoder().encode(content) }));
  return path;
}

describe("a zip that several functions have", () => {
  it("is opened once, and read until the last of them is done", async () => {
    const path = write("layer.zip", "one");
    const [first, second] = [await openTree(path, "first"), await openTree(path, "second")];
    expect(second.nodes).toBe(first.nodes);
    expect([first.name, second.name]).toEqual(["first", "second"]);
    first.close();
    first.close();
    expect(Buffer.from(second.read("a.js", 0, 10)).toString()).toBe("one");
    second.close();
    const third = await openTree(path);
    expect(third.nodes).not.toBe(first.nodes);
    third.close();
  });

  it("is another one when its file has changed", async () => {
    const path = write("layer.zip", "one");
    const before = await openTree(path);
    write("layer.zip", "another");
    const after = await openTree(path);
    expect(after.nodes.get("a.js")).toMatchObject({ size: "another".length });
    before.close();
    after.close();
  });

  it("that is damaged is refused each time", async () => {
    const path = join(stage, "bad.zip");
    writeFileSync(path, "no zip");
    await expect(openTree(path)).rejects.toThrow("bad.zip");
    await expect(openTree(path)).rejects.toThrow("bad.zip");
  });
});
