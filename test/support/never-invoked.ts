/** Functions that end before their first invocation, each in its own way. */
import { closeSync, openSync, readSync } from "node:fs";
import type { SandboxOptions } from "../../sandbox/index.ts";
import { nativeAddon } from "./function-fixtures.ts";
import type { Tree } from "./layer-run.ts";

export interface NeverInvoked {
  readonly task: Tree;
  readonly options?: Partial<SandboxOptions>;
}

export const handler = "exports.handler = async () => 'ok';";

/** The start of a real addon, with the machine of the other CPU in its ELF header (elf.h, e_machine). */
function addonForOtherCpu(): Buffer {
  const bytes = Buffer.alloc(65_536);
  const file = openSync(nativeAddon(), "r");
  readSync(file, bytes, 0, bytes.length, 0);
  closeSync(file);
  bytes.writeUInt16LE(process.arch === "arm64" ? 0x3e : 0xb7, 18);
  return bytes;
}

export const neverInvoked = {
  "a module is missing": { task: { "index.js": `require('not-packed'); ${handler}` } },
  "an addon is for the other CPU": {
    task: { "index.js": `require('./addon.node'); ${handler}`, "addon.node": addonForOtherCpu() },
  },
  "its code throws": { task: { "index.js": "throw new TypeError('no table');" } },
  "it exits": { task: { "index.js": "process.exit(7);" } },
  "it crashes": { task: { "index.js": "process.kill(process.pid, 'SIGSEGV');" } },
  "it takes too long": {
    task: { "index.js": `Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0); ${handler}` },
    options: { initTimeoutMs: 2_000, timeoutMs: 2_000 },
  },
} as const satisfies Record<string, NeverInvoked>;
