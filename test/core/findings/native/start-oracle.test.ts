/**
 * Every way a program is known not to start, tried on the kernel that runs this: the code that the file's
 * bytes give explains what really happens. Linux on x86-64 with glibc.
 */
import { spawnSync } from "node:child_process";
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { EnvironmentWorld } from "../../../../core/findings/engine/environment-world.ts";
import { hostOf } from "../../../../core/findings/native/host.ts";
import { nodeFileSystem } from "../../../../extension/node-file-system.ts";
import { LFS_POINTER, machO, padded, pe } from "../../support/elf.ts";
import { library } from "../../support/library.ts";
import { subject } from "../../support/native-case.ts";
import { type Content, RealFiles, thisProcess } from "../../support/real-loads.ts";

const files = new RealFiles();
afterAll(() => files.remove());

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
    ["a script for a program of PATH", "#!/usr/bin/env sh\nexit 0\n", 0o755, null],
    ["a script for a program that PATH does not have", "#!/usr/bin/env gone-x\n", 0o755, "missing-library"],
    ["the same with the line ends of Windows", "#!/usr/bin/env sh\r\nexit 0\r\n", 0o755, "missing-library"],
    ["a script with an option that env does not split", "#!/usr/bin/env sh -e\n", 0o755, "missing-library"],
    ["a script with an option that env splits", "#!/usr/bin/env -S sh -e\nexit 0\n", 0o755, null],
    ["a script with a line that env splits", "#!/usr/bin/env -S sh\r\nexit 0\n", 0o755, null],
    ["a script with a variable for env", "#!/usr/bin/env -S A=b sh\nexit 0\n", 0o755, null],
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
    const searchPath = "/usr/bin:/bin";
    const { status, error } = spawnSync(path, [], { env: { PATH: searchPath } });
    expect(status === 0 && error === undefined).toBe(code === null);
    const world = new EnvironmentWorld(nodeFileSystem, { sysroot: "", libraryPath: "" }, () => {});
    world.processBegan(hostOf(thisProcess));
    const search = { searchPath, cwd: "/" };
    expect(world.nativeCauseOf(subject(world, { path, use: "run", search }))?.code ?? null).toBe(code);
  });
});
