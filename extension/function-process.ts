/**
 * Whether the function's process runs. The FIFO's end says that no process holds it any more. That is also
 * the case when the function has closed descriptors that it does not know.
 */
import { closeSync, openSync, readSync } from "node:fs";

/** The wrapper puts the preload directly after the interpreter. */
const preload = "/outcrop/shim.cjs\0";
const startBytes = 4096;

/**
 * The kernel frees a process's memory, including its arguments, before it closes the process's files. Another
 * process may later get the same number.
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
