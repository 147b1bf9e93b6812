/**
 * Every way a native file is known to fail, tried on the Node that runs this: what really happens is what the
 * table says, and the code that the file's bytes give explains it. Linux on x86-64 with glibc.
 */
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { Analysis } from "../../../../core/findings/engine/analysis.ts";
import { nodeFileSystem } from "../../../../extension/node-file-system.ts";
import { fatMachO, LFS_POINTER, machO, padded, pe } from "../../support/elf.ts";
import { nativeEnd, nativeStart } from "../../support/journal.ts";
import { type LibraryOptions, library, nodeApiAddon, RETURN } from "../../support/library.ts";
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
      "a library that is not one",
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
    ["a library that is not an addon", library(), {}, /^Module did not self-register: 'P'\.$/, null],
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
