/** A process and its descendants: the launcher's shell stays as the parent of the extension's Node. */
import { readFileSync } from "node:fs";

/**
 * Process ids, the given one first. One that is gone has no descendants (proc(5),
 * /proc/PID/task/TID/children).
 */
export function processTree(pid: number): number[] {
  return [pid, ...childrenOf(pid).flatMap(processTree)];
}

function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean).map(Number);
  } catch {
    return [];
  }
}
