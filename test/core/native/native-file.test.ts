import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { NativeFiles } from "../../../core/native/native-file.ts";
import { nodeFileSystem } from "../../../extension/node-file-system.ts";
import { machO } from "../support/elf.ts";
import { library, nodeApiAddon } from "../support/library.ts";
import { nativeFile } from "../support/native-file.ts";
import { MemoryFiles } from "../support/tree.ts";

test("is read once, definitions too", () => {
  const files = new MemoryFiles({
    elsewhere: { "lib64/libc.so.6": library({ soname: "libc.so.6", offers: ["GLIBC_2.34"] }) },
  });
  const natives = new NativeFiles(files);
  const [first, second] = [natives.read("/lib64/libc.so.6"), natives.read("/lib64/libc.so.6")];
  expect(first).toBe(second);
  if (first === null) throw new Error("no file");
  natives.definitions(first);
  const asked = files.asked.readAt;
  expect(natives.definitions(first)).toEqual(["GLIBC_2.34"]);
  expect(files.asked.readAt).toBe(asked);
});

test("another file has no image", () => {
  expect(nativeFile(machO())).toMatchObject({
    identity: { format: "mach-o" },
    image: null,
    dynamic: null,
    defect: null,
  });
  expect(nativeFile(new Uint8Array())).toMatchObject({ identity: { format: "empty" }, size: 0 });
  expect(new NativeFiles(new MemoryFiles({})).read("/gone")).toBeNull();
  expect(new NativeFiles(new MemoryFiles({ elsewhere: { "d/f": "" } })).read("/d")).toMatchObject({
    identity: { format: "directory" },
  });
});

test("the whole of it", () => {
  const bytes = nodeApiAddon(9, { needed: ["libc.so.6"], interpreter: "/lib64/ld-linux-x86-64.so.2" });
  expect(nativeFile(bytes)).toMatchObject({
    size: bytes.length,
    defect: null,
    libc: "glibc",
    identity: { arch: "x64" },
  });
});

test("on a disk, and through a reader that may not read", () => {
  const folder = mkdtempSync(join(tmpdir(), "outcrop-test-"));
  const path = join(folder, "f.node");
  writeFileSync(path, nodeApiAddon());
  chmodSync(path, 0o640);
  expect(new NativeFiles(nodeFileSystem).read(path)).toMatchObject({ defect: null, mode: 0o640 });
  const denied = new NativeFiles({ ...nodeFileSystem, readFile: () => null, readAt: () => null });
  expect(denied.read(path)).toMatchObject({ identity: { format: "denied" } });
  rmSync(folder, { recursive: true });
});
