import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { identify, identifyBytes } from "../../../core/native/identify.ts";
import { elf, fatMachO, LFS_POINTER, machO, pe } from "../support/elf.ts";

const text = (content: string): Uint8Array => new TextEncoder().encode(content);

describe("by the first bytes", () => {
  test.each([
    ["ELF", elf(), { format: "elf", arch: "x64" }],
    ["Mach-O", machO(), { format: "mach-o", archs: ["arm64"] }],
    ["PE", pe(), { format: "pe", arch: "x64" }],
    ["Git LFS pointer", text(LFS_POINTER), { format: "git-lfs-pointer" }],
    ["text", text("<html>404</html>\n"), { format: "text" }],
    ["text that begins like a Windows file", text("MZ is not a program\n"), { format: "text" }],
    ["nothing", new Uint8Array(), { format: "empty" }],
    ["a cut ELF file", elf().subarray(0, 18), { format: "cut", of: "elf" }],
    ["a cut Mach-O file", machO().subarray(0, 6), { format: "cut", of: "mach-o" }],
    ["a cut PE file", pe().subarray(0, 0x30), { format: "cut", of: "pe" }],
    ["a Windows program whose header is beyond", pe().subarray(0, 0x70), { format: "pe", arch: null }],
    ["an ELF file of no class", elf().fill(9, 4, 5), { format: "invalid", of: "elf" }],
    ["AIX", new Uint8Array([1, 0xf7, 0, 7, ...Array(20).fill(0)]), { format: "xcoff" }],
    ["a script", text("#!/bin/sh\n"), { format: "script", interpreter: "/bin/sh", program: null }],
    [
      "a script before bytes",
      new Uint8Array([...text("#! /bin/sh -e\n"), 0, 0xff]),
      { interpreter: "/bin/sh" },
    ],
    ["WebAssembly", new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]), { format: "unknown" }],
  ])("%s", (_, bytes, identity) => expect(identify(bytes)).toMatchObject(identity));
});

test("the Node that runs this is what it says", () => {
  expect(identify(readFileSync(process.execPath).subarray(0, identifyBytes))).toMatchObject({
    format: "elf",
    arch: process.arch,
    bits: 64,
  });
});

test("total on any bytes, behind any magic", () => {
  const magics = [elf(), machO(), fatMachO([7]), pe(), new Uint8Array()].map((bytes) => bytes.subarray(0, 4));
  fc.assert(
    fc.property(fc.constantFrom(...magics), fc.uint8Array({ maxLength: 300 }), (magic, rest) => {
      expect(identify(new Uint8Array([...magic, ...rest])).format).toBeTypeOf("string");
    }),
    { numRuns: 10_000 },
  );
});

test("total on any cut of a good file with any byte changed", () => {
  const good = [elf(), elf({ bits: 32, endian: "big" }), machO(), fatMachO([7, 12]), pe()];
  fc.assert(
    fc.property(
      fc.constantFrom(...good),
      fc.nat(256),
      fc.nat(255),
      fc.nat(255),
      (file, length, at, value) => {
        const bytes = file.slice(0, length);
        if (at < bytes.length) bytes[at] = value;
        identify(bytes);
      },
    ),
    { numRuns: 10_000 },
  );
});
