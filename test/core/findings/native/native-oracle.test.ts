/**
 * Every way a native file is known to fail, tried on the Node that runs this: what really happens is what the
 * table says, and the code told from the file's bytes explains it. Linux on x86-64 with glibc.
 */
import { spawnSync } from "node:child_process";
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { Analysis } from "../../../../core/findings/engine/analysis.ts";
import { EnvironmentWorld } from "../../../../core/findings/engine/environment-world.ts";
import { hostOf } from "../../../../core/findings/native/host.ts";
import { nodeFileSystem } from "../../../../extension/node-file-system.ts";
import { fatMachO, LFS_POINTER, machO, pe } from "../../support/elf.ts";
import { nativeEnd, nativeStart } from "../../support/journal.ts";
import { type LibraryOptions, library, nodeApiAddon, RETURN } from "../../support/library.ts";
import { subject } from "../../support/native-case.ts";
import { type Content, type Contents, load, RealFiles, thisProcess } from "../../support/real-loads.ts";

const hasNodeApiError = Number.parseInt(process.versions.node, 10) >= 26;

const files = new RealFiles();
afterAll(() => files.remove());

function codesFor(
  path: string,
  libraryPath: string,
  message: string | null,
  died: boolean,
): readonly string[] {
  const analysis = new Analysis({
    files: nodeFileSystem,
    layout: { sysroot: "", libraryPath },
    accept: [],
    onProblem: () => {},
  });
  analysis.observe(thisProcess);
  analysis.observe(nativeStart(path));
  if (died) analysis.observeDeath();
  else analysis.observe(nativeEnd(path, message));
  return analysis.settle().findings.map(({ code }) => code);
}

const whole = nodeApiAddon();
const patched = (at: number, value: number): Uint8Array => {
  const bytes = whole.slice();
  bytes[at] = value;
  return bytes;
};
const padded = (bytes: Uint8Array): Uint8Array => {
  const longer = new Uint8Array(1024);
  longer.set(bytes);
  return longer;
};
/** Its tables lie several pages behind its headers. */
const large = nodeApiAddon(null, { defines: { pad: Array<number>(20_000).fill(0) } });
const bound = library({ defines: { node_register_module_v42: RETURN } });
const needing = (options: LibraryOptions): Uint8Array => nodeApiAddon(null, options);

describe("loads", () => {
  test.each<[string, Content, Contents, RegExp | "SIGSEGV" | "SIGBUS" | null, string | null]>([
    ["a whole file", whole, {}, null, null],
    [
      "needs the host has",
      needing({ needed: ["libc.so.6"], needs: { "libc.so.6": { "GLIBC_2.2.5": ["memcpy"] } } }),
      {},
      null,
      null,
    ],
    [
      "a weak need it has not",
      needing({ needed: ["libc.so.6"], needs: { "libc.so.6": { "GLIBC_2.99?": ["f"] } } }),
      {},
      null,
      null,
    ],
    ["Mach-O", padded(machO()), {}, /^P: invalid ELF header$/, "wrong-platform"],
    ["fat Mach-O", padded(fatMachO([7])), {}, /^P: invalid ELF header$/, "wrong-platform"],
    ["PE", padded(pe()), {}, /^P: invalid ELF header$/, "wrong-platform"],
    ["Git LFS", LFS_POINTER, {}, /^P: invalid ELF header$/, "wrong-platform"],
    ["text", "<html>".repeat(200), {}, /^P: invalid ELF header$/, "wrong-platform"],
    [
      "another machine",
      patched(18, 183),
      {},
      /^P: cannot open shared object file: No such file or directory$/,
      "wrong-architecture",
    ],
    ["another class", patched(4, 1), {}, /^P: wrong ELF class: ELFCLASS32$/, "wrong-architecture"],
    [
      "another byte order",
      patched(5, 2),
      {},
      /^P: ELF file data encoding not little-endian$/,
      "wrong-architecture",
    ],
    ["FreeBSD", patched(7, 9), {}, /^P: ELF file OS ABI invalid$/, "wrong-platform"],
    ["an ABI version", patched(8, 200), {}, /^P: ELF file ABI version invalid$/, "damaged-binary"],
    [
      "another version",
      patched(6, 2),
      {},
      /^P: ELF file version ident does not match current one$/,
      "damaged-binary",
    ],
    ["a byte that must be 0", patched(12, 1), {}, /^P: nonzero padding in e_ident$/, "damaged-binary"],
    [
      "a segment that does not begin with a page",
      patched(64 + 16, 16),
      {},
      /^P: ELF load command .*aligned$/,
      "damaged-binary",
    ],
    [
      "a library that only a program may bring along",
      nodeApiAddon(null, { noOpen: true }),
      {},
      /^P: shared object cannot be dlopen\(\)ed$/,
      "damaged-binary",
    ],
    [
      "a filter's library that is nowhere",
      nodeApiAddon(null, { filters: ["libnope.so.3"] }),
      {},
      /^libnope\.so\.3: cannot open shared object file/,
      "missing-library",
    ],
    [
      "a library for newer CPUs",
      nodeApiAddon(null, { needed: ["libdep.so"], runpath: "$ORIGIN/hw" }),
      { "hw/glibc-hwcaps/x86-64-v2/libdep.so": library() },
      null,
      null,
    ],
    [
      "an object that was never linked",
      nodeApiAddon(null, { type: 1 }),
      {},
      /^P: only ET_DYN/,
      "damaged-binary",
    ],
    ["empty", "", {}, /^P: file too short$/, "damaged-binary"],
    ["cut within the header", whole.subarray(0, 60), {}, /^P: file too short$/, "damaged-binary"],
    [
      "cut within the program headers",
      whole.subarray(0, 100),
      {},
      /^P: (?:file too short|cannot read file data)$/,
      "damaged-binary",
    ],
    ["cut later", large.subarray(0, 9_000), {}, "SIGBUS", "damaged-binary"],
    ["bytes of no kind", new Uint8Array(1024), {}, /^P: invalid ELF header$/, "damaged-binary"],
    ["a program", needing({ type: 2 }), {}, /^P: cannot dynamically load executable$/, "damaged-binary"],
    [
      "a program for any address",
      needing({ pie: true }),
      {},
      /^P: cannot dynamically load position-independent executable$/,
      "damaged-binary",
    ],
    [
      "a library that is nowhere",
      needing({ needed: ["libnope.so.3"] }),
      {},
      /^libnope\.so\.3: cannot open shared object file: No such file/,
      "missing-library",
    ],
    [
      "a library there for another CPU only",
      needing({ needed: ["libdep.so"] }),
      { "env/libdep.so": library({ machine: 183 }) },
      /^libdep\.so: cannot open shared object file/,
      "missing-library",
    ],
    [
      "a library that is none",
      needing({ needed: ["libdep.so"] }),
      { "env/libdep.so": padded(machO()) },
      /libdep\.so: invalid ELF header$/,
      "missing-library",
    ],
    [
      "an empty library",
      needing({ needed: ["libdep.so"] }),
      { "env/libdep.so": "" },
      /libdep\.so: file too short$/,
      "missing-library",
    ],
    [
      "a library of a library",
      needing({ needed: ["libdep.so"] }),
      { "env/libdep.so": library({ needed: ["libnope.so.3"] }) },
      /^libnope\.so\.3: cannot open/,
      "missing-library",
    ],
    [
      "musl by its name",
      needing({ needed: ["libc.musl-x86_64.so.1"] }),
      {},
      /^libc\.musl-x86_64\.so\.1: cannot open shared object file/,
      "wrong-libc",
    ],
    [
      "musl by libc.so",
      needing({ needed: ["libc.so"] }),
      {},
      /libc\.so: (?:invalid ELF header|cannot open shared object file.*)$/,
      "wrong-libc",
    ],
    [
      "a glibc to come",
      needing({ needed: ["libc.so.6"], needs: { "libc.so.6": { "GLIBC_2.99": ["f"] } } }),
      {},
      /libc\.so\.6: version `GLIBC_2\.99' not found \(required by P\)$/,
      "newer-libc",
    ],
    [
      "a libstdc++ to come",
      needing({ needed: ["libstdc++.so.6"], needs: { "libstdc++.so.6": { "GLIBCXX_3.4.99": ["f"] } } }),
      {},
      /libstdc\+\+\.so\.6: version `GLIBCXX_3\.4\.99' not found \(required by P\)$/,
      "newer-libc",
    ],
    ["another NODE_MODULE_VERSION", bound, {}, /^Module did not self-register: 'P'\.$/, "abi-mismatch"],
    // An error since Node 26.11; before, a crash.
    [
      "a Node-API to come",
      nodeApiAddon(99),
      {},
      hasNodeApiError ? /Node-API version 99/ : "SIGSEGV",
      "abi-mismatch",
    ],
    ["a library that is no addon", library(), {}, /^Module did not self-register: 'P'\.$/, null],
  ])("%s", (_, content, others, outcome, code) => {
    const at = files.put({ "f.node": content, ...others });
    const path = join(at, "f.node");
    const { message, signal } = load([path], `${at}/env`);
    if (typeof outcome === "string") expect(signal).toBe(outcome);
    else if (outcome === null) expect([message, signal]).toEqual([null, null]);
    else expect(message?.replaceAll(path, "P")).toMatch(outcome);
    expect(codesFor(path, `${at}/env`, message, signal !== null)).toEqual(code === null ? [] : [code]);
  });

  test("a folder", () => {
    const at = files.put({ "f.node/x": "" });
    const { message } = load([join(at, "f.node")], "");
    expect(message).toMatch(/cannot read file data: Is a directory$/);
    expect(codesFor(join(at, "f.node"), "", message, false)).toEqual(["damaged-binary"]);
  });
});

/** `exit(0)` as a program without libraries, some bytes of its identification changed. */
function program(at: number, ...values: readonly number[]): Uint8Array {
  const exit = [0xb8, 60, 0, 0, 0, 0x31, 0xff, 0x0f, 0x05];
  const bytes = Buffer.alloc(0x1000);
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  bytes.writeUInt16LE(2, 16);
  bytes.writeUInt16LE(62, 18);
  bytes.writeUInt32LE(1, 20);
  bytes.writeBigUInt64LE(0x400100n, 24);
  bytes.writeBigUInt64LE(64n, 32);
  bytes.writeUInt16LE(64, 52);
  bytes.writeUInt16LE(56, 54);
  bytes.writeUInt16LE(1, 56);
  bytes.writeUInt32LE(1, 64);
  bytes.writeUInt32LE(5, 68);
  bytes.writeBigUInt64LE(0x400000n, 80);
  bytes.writeBigUInt64LE(0x400000n, 88);
  bytes.writeBigUInt64LE(0x1000n, 96);
  bytes.writeBigUInt64LE(0x1000n, 104);
  bytes.writeBigUInt64LE(0x1000n, 112);
  bytes.set(exit, 0x100);
  bytes.set(values, at);
  return bytes;
}

describe("starts", () => {
  const interpreter = "/lib64/ld-linux-x86-64.so.2";
  test.each<[string, Content, number, string | null]>([
    ["a script", "#!/bin/sh\nexit 0\n", 0o755, null],
    ["a script that is not UTF-8", Buffer.from("#!/bin/sh\n# caf\xe9\nexit 0\n", "latin1"), 0o755, null],
    ["a script before bytes", Buffer.from("#!/bin/sh\nexit 0\n\0\x01\xff", "latin1"), 0o755, null],
    ["a script whose interpreter is gone", "#!/nonexistent/interp\n", 0o755, "missing-library"],
    ["a script with the line ends of Windows", "#!/bin/sh\r\nexit 0\r\n", 0o755, "missing-library"],
    ["a Windows program without its x bit", padded(pe()), 0o644, "wrong-platform"],
    ["a program with bytes of another maker in its identification", program(8, 0x41, 0x49, 2), 0o755, null],
    ["a program of an unknown system", program(7, 255), 0o755, null],
    ["a program without a version in its identification", program(6, 0), 0o755, null],
    ["a program without its x bit", "#!/bin/sh\nexit 0\n", 0o644, "damaged-binary"],
    [
      "a program for another CPU",
      library({ type: 2, machine: 243, interpreter }),
      0o755,
      "wrong-architecture",
    ],
    ["Mach-O", padded(machO()), 0o755, "wrong-platform"],
    ["PE", padded(pe()), 0o755, "wrong-platform"],
    ["Git LFS", LFS_POINTER, 0o755, "wrong-platform"],
    [
      "a program of a musl that is not here",
      library({ interpreter: "/lib/ld-musl-outcrop.so.1" }),
      0o755,
      "wrong-libc",
    ],
    [
      "a program whose loader is gone",
      library({ interpreter: "/lib64/ld-gone.so.9" }),
      0o755,
      "missing-library",
    ],
    [
      "a program that needs a library",
      library({ interpreter, needed: ["libnope.so.3"] }),
      0o755,
      "missing-library",
    ],
    [
      "a program that needs a glibc to come",
      library({ interpreter, needed: ["libc.so.6"], needs: { "libc.so.6": { "GLIBC_2.99": ["f"] } } }),
      0o755,
      "newer-libc",
    ],
  ])("%s", (_, content, mode, code) => {
    const path = join(files.put({ tool: content }), "tool");
    chmodSync(path, mode);
    const { status, error } = spawnSync(path, [], { env: {} });
    expect(status === 0 && error === undefined).toBe(code === null);
    const world = new EnvironmentWorld(nodeFileSystem, { sysroot: "", libraryPath: "" }, () => {});
    world.processBegan(hostOf(thisProcess));
    expect(world.nativeCauseOf(subject(world, { path, use: "run" }))?.code ?? null).toBe(code);
  });
});
