/** The hosts files are loaded on: every Node line, on this CPU and on an emulated arm64 one. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { FileSystem } from "../../core/file-system.ts";
import type { ThreadRecord } from "../../core/journal/records.ts";
import { nodeFileSystem } from "../../extension/node-file-system.ts";
import { nodeBinary, nodeLines } from "../../sandbox/runtime/nodes.ts";
import { arm64Nodes } from "./files.ts";

export interface TestHost {
  /** For the table: `x64 22`. */
  readonly name: string;
  readonly line: number;
  readonly arch: "x64" | "arm64";
  /** The command that runs a file of this host's CPU, put before the file and its arguments. */
  readonly emulator: readonly string[];
  readonly node: string;
  /** As this host's processes see the file system. */
  readonly files: FileSystem;
  readonly thread: ThreadRecord;
}

const ARM64_ROOT = "/usr/aarch64-linux-gnu";
const EMULATOR = ["/usr/bin/qemu-aarch64-static", "-L", ARM64_ROOT] as const;

/** @throws Error when test/binaries/setup.sh has not been run */
export function testHosts(): readonly TestHost[] {
  if (process.arch !== "x64" || !existsSync(EMULATOR[0]) || !existsSync(`${ARM64_ROOT}/lib/libstdc++.so.6`)) {
    throw new Error("the arm64 world is missing: run test/binaries/setup.sh on an x86_64 machine");
  }
  const arm64 = arm64Nodes();
  return [...nodeLines]
    .sort()
    .flatMap((line) => [
      host(line, "x64", [], nodeBinary(line), nodeFileSystem),
      host(line, "arm64", EMULATOR, arm64.get(line) as string, throughPrefix(nodeFileSystem)),
    ]);
}

function host(
  line: number,
  arch: "x64" | "arm64",
  emulator: readonly string[],
  node: string,
  files: FileSystem,
): TestHost {
  const [command = node, ...args] = [...emulator, node, join(import.meta.dirname, "facts.ts")];
  const thread = JSON.parse(
    execFileSync(command, args, { encoding: "utf8", env: ordinaryEnvironment }),
  ) as ThreadRecord;
  return { name: `${arch} ${line}`, line, arch, emulator, node, files, thread };
}

/** What every load runs with: nothing of this shell changes where libraries are found. */
export const ordinaryEnvironment = { PATH: "/usr/bin:/bin", LAMBDA_TASK_ROOT: "" };

/** As `qemu -L` does it: a path that exists below the prefix is taken from there. */
function throughPrefix(files: FileSystem): FileSystem {
  const seen = (path: string): string => (files.stat(ARM64_ROOT + path) === null ? path : ARM64_ROOT + path);
  return {
    readFile: (path, maxBytes) => files.readFile(seen(path), maxBytes),
    readAt: (path, offset, length) => files.readAt(seen(path), offset, length),
    readDir: (path, maxEntries) => files.readDir(seen(path), maxEntries),
    stat: (path) => files.stat(seen(path)),
    realpath: (path) => files.realpath(seen(path)),
  };
}
