/**
 * Whether the function's process runs. The FIFO's end says that nobody holds it any more, which is also so
 * where the function has closed descriptors that it does not know.
 */
import { closeSync, openSync, readSync } from "node:fs";

/** The wrapper puts the preload right behind the interpreter. */
const preload = "/outcrop/shim.cjs\0";
const startBytes = 4096;

/**
 * The kernel takes a process's memory, its arguments with it, before it closes its files. Another process may
 * get its number.
 */
export function runsStill(pid: number): boolean {
  try {
    const file = openSync(`/proc/${pid}/cmdline`, "r");
    try {
      const start = Buffer.alloc(startBytes);
      return start.toString("latin1", 0, readSync(file, start)).includes(preload);
    } finally {
      closeSync(file);
    }
  } catch {
    return false;
  }
}
