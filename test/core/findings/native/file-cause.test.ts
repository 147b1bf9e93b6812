import { describe, expect, test } from "vitest";
import { elf, fatMachO, LFS_POINTER, machO, pe } from "../../support/elf.ts";
import { library, nodeApiAddon } from "../../support/library.ts";
import { addonPath, causeIn, copyPath, treeOf } from "../../support/native-case.ts";
import type { Node } from "../../support/tree.ts";

const whole = nodeApiAddon();
const patched = (at: number, value: number): Uint8Array => {
  const bytes = whole.slice();
  bytes[at] = value;
  return bytes;
};

describe("a library to load", () => {
  test.each<[string, Node, object]>([
    ["Mach-O", machO(), { code: "wrong-platform", format: "mach-o", system: "macOS", builtFor: ["arm64"] }],
    ["fat Mach-O", fatMachO([7]), { code: "wrong-platform", builtFor: ["ia32"] }],
    ["PE", pe(), { code: "wrong-platform", format: "pe", system: "Windows" }],
    [
      "Git LFS",
      LFS_POINTER,
      { code: "wrong-platform", format: "git-lfs-pointer", system: null, builtFor: [] },
    ],
    ["text", "module.exports = 1", { code: "wrong-platform", format: "text" }],
    [
      "FreeBSD",
      patched(7, 9),
      { code: "wrong-platform", format: "elf", system: "FreeBSD", builtFor: ["x64"] },
    ],
    ["an OSABI glibc does not take", patched(7, 64), { code: "wrong-platform", system: "ELF system 64" }],
    [
      "another machine",
      patched(18, 183),
      { code: "wrong-architecture", builtFor: "arm64", bits: 64, needed: "x64" },
    ],
    ["another class", patched(4, 1), { code: "wrong-architecture", builtFor: "ELF machine 62", bits: 32 }],
    ["another byte order", patched(5, 2), { code: "wrong-architecture", bits: 64 }],
    ["empty", "", { code: "damaged-binary", defect: "empty", size: 0, neededSize: null }],
    ["cut in the header", whole.subarray(0, 40), { code: "damaged-binary", defect: "header-cut", size: 40 }],
    ["cut before the machine", whole.subarray(0, 17), { code: "damaged-binary", defect: "header-cut" }],
    [
      "cut later",
      whole.subarray(0, 400),
      { code: "damaged-binary", defect: "truncated", size: 400, neededSize: whole.length },
    ],
    ["another version", patched(6, 0), { code: "damaged-binary", defect: "header-invalid" }],
    ["an ABI version", patched(8, 7), { code: "damaged-binary", defect: "header-invalid" }],
    ["a program", nodeApiAddon(null, { type: 2 }), { code: "damaged-binary", defect: "not-a-library" }],
    [
      "a program for any address",
      nodeApiAddon(null, { pie: true }),
      { code: "damaged-binary", defect: "not-a-library" },
    ],
    ["bytes of no kind", new Uint8Array([0, 1, 2, 3]), { code: "damaged-binary", defect: "unknown" }],
    ["a folder", { "x.js": "" }, { code: "damaged-binary", defect: "directory" }],
  ])("%s", (_, content, cause) => expect(causeIn(treeOf(content))).toMatchObject(cause));

  test("for another CPU and cut is for another CPU: the loader asks for that first", () =>
    expect(causeIn(treeOf(nodeApiAddon(null, { machine: 183 }).subarray(0, 400)))?.code).toBe(
      "wrong-architecture",
    ));

  test("that may not be read", () =>
    expect(causeIn({ ...treeOf(whole), modes: { [addonPath]: 0o200 } })).toMatchObject({
      code: "damaged-binary",
      defect: "denied",
    }));

  test("needs no x bit", () =>
    expect(causeIn({ ...treeOf(whole), modes: { [addonPath]: 0o644 } })).toBeNull());
});

describe("a program to run", () => {
  const run = (content: Node, mode = 0o755) => {
    const tree = treeOf(nodeApiAddon(), { "bin/tool": content });
    const path = `${copyPath}/bin/tool`;
    return causeIn(mode === 0o755 ? tree : { ...tree, modes: { [path]: mode } }, { path, use: "run" });
  };
  test.each<[string, Node, object | null]>([
    ["a script", "#!/lib64/libc.so.6 x", null],
    [
      "a script of bytes that are not text",
      new Uint8Array([...new TextEncoder().encode("#!/lib64/libc.so.6\n"), 0xe9, 0]),
      null,
    ],
    ["a script whose interpreter is missing", "#!/usr/bin/gone\n", { code: "missing-library", script: true }],
    [
      "a script with the line ends of Windows",
      "#!/lib64/libc.so.6\r\n",
      { code: "missing-library", script: true },
    ],
    ["a script that names nothing", "#!\n", null],
    ["a text without #!, which a shell runs", "echo", null],
    ["a static program", library({ type: 2 }), null],
    ["a program for any address", library({ pie: true }), null],
    ["Mach-O", machO(), { code: "wrong-platform" }],
    ["Git LFS", LFS_POINTER, { code: "wrong-platform" }],
    ["another machine", library({ type: 2, machine: 183 }), { code: "wrong-architecture" }],
    [
      "an object that was never linked",
      library({ type: 1 }),
      { code: "damaged-binary", defect: "not-a-library" },
    ],
    ["only a header", elf({ type: 2 }), { code: "damaged-binary", defect: "header-invalid" }],
  ])("%s", (_, content, cause) =>
    cause === null ? expect(run(content)).toBeNull() : expect(run(content)).toMatchObject(cause),
  );

  test("need not be readable", () => expect(run(library({ machine: 183 }), 0o111)).toBeNull());

  test("without an x bit, where that is all", () => {
    expect(run("#!/bin/sh", 0o644)).toMatchObject({ code: "damaged-binary", defect: "not-executable" });
    expect(run(library({ pie: true }), 0o644)).toMatchObject({ defect: "not-executable" });
    expect(run(machO(), 0o600)).toMatchObject({ code: "wrong-platform" });
    expect(run(library({ type: 2, machine: 183 }), 0o644)).toMatchObject({ code: "wrong-architecture" });
  });
});
