/** What the kernel says about processes (proc(5)). */
import { readdirSync, readFileSync } from "node:fs";
import { type Memory, memoryOf } from "../bench/support/driven-extension.ts";
import { processTree } from "../support/process-tree.ts";

export interface ProcessFacts {
  /** Kilobytes. */
  readonly memory: Memory;
  readonly descriptors: number;
  readonly threads: number;
}

/** Of a process and its descendants. */
export function factsOf(pid: number): ProcessFacts {
  const tree = processTree(pid);
  const sumOf = (folder: string): number =>
    tree.reduce((sum, member) => sum + count(`/proc/${member}/${folder}`), 0);
  return { memory: memoryOf(pid), descriptors: sumOf("fd"), threads: sumOf("task") };
}

/**
 * The other processes of this machine, as far as they may be looked at, whose command line or environment
 * names the text.
 */
export function processesNaming(text: string): number[] {
  return readdirSync("/proc")
    .map(Number)
    .filter(
      (pid) =>
        pid > 0 &&
        pid !== process.pid &&
        ["cmdline", "environ"].some((file) => read(`/proc/${pid}/${file}`).includes(text)),
    );
}

function read(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    // Gone, or another user's.
    return "";
  }
}

function count(folder: string): number {
  return readdirSync(folder).length;
}
