import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nodeFileSystem } from "../../extension/node-file-system.ts";

let folder: string;
const at = (name: string): string => join(folder, name);

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "outcrop-test-")));
  writeFileSync(at("file"), "0123456789");
  writeFileSync(at("empty"), "");
  mkdirSync(at("folder"));
  for (const name of ["c", "a", "b"]) writeFileSync(at(`folder/${name}`), "");
  execFileSync("mkfifo", [at("fifo")]);
  symlinkSync("file", at("link"));
  symlinkSync("loop", at("loop"));
  chmodSync(at("file"), 0o750);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("the file-system port on node:fs", () => {
  it("reads no more than it is asked for", () => {
    const text = (name: string, max: number) => {
      const content = nodeFileSystem.readFile(at(name), max);
      return content && [Buffer.from(content.bytes).toString(), content.truncated];
    };
    expect(text("file", 100)).toEqual(["0123456789", false]);
    expect(text("link", 10)).toEqual(["0123456789", false]);
    expect(text("file", 4)).toEqual(["0123", true]);
    expect(text("empty", 4)).toEqual(["", false]);
  });

  it("reads from where it is asked to", () => {
    const text = (offset: number, length: number) =>
      Buffer.from(nodeFileSystem.readAt(at("file"), offset, length) ?? "null").toString();
    expect([text(0, 3), text(4, 3), text(8, 9), text(10, 1), text(99, 1)]).toEqual([
      "012",
      "456",
      "89",
      "",
      "",
    ]);
  });

  it.each(["missing", "folder", "fifo", "loop", "file/below", "\0"])(
    "answers null for %j and does not wait",
    (name) => {
      expect(nodeFileSystem.readFile(at(name), 10)).toBeNull();
      expect(nodeFileSystem.readAt(at(name), 0, 10)).toBeNull();
    },
  );

  it("lists a folder in order, within bounds", () => {
    expect(nodeFileSystem.readDir(at("folder"), 10)).toEqual(["a", "b", "c"]);
    expect(nodeFileSystem.readDir(at("folder"), 2)).toHaveLength(2);
    expect(nodeFileSystem.readDir(at("file"), 2)).toBeNull();
  });

  it("says what a path is", () => {
    expect(nodeFileSystem.stat(at("file"))).toMatchObject({ kind: "file", size: 10, mode: 0o750 });
    expect(nodeFileSystem.stat(at("folder"))?.kind).toBe("directory");
    expect(nodeFileSystem.stat(at("fifo"))?.kind).toBe("other");
    expect(nodeFileSystem.stat(at("missing"))).toBeNull();
    expect(nodeFileSystem.stat(at("loop"))).toBeNull();
    expect(nodeFileSystem.realpath(at("link"))).toBe(at("file"));
    expect(nodeFileSystem.realpath(at("loop"))).toBeNull();
  });
});
