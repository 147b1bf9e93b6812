/** What the extension must know of the process it cannot see: read here, where it is true. */
import type { ThreadRecord } from "../core/journal/records.ts";
import { round } from "./primordials.ts";

export function threadRecord(thread: number, began: number): ThreadRecord {
  const { env, versions } = process;
  const startMs = now() - began;
  return {
    tag: "thread",
    thread,
    pid: process.pid,
    node: process.version,
    platform: process.platform,
    arch: process.arch,
    abi: versions.modules,
    napi: versions["napi"] ?? "",
    nodePath: env["NODE_PATH"] ?? "",
    taskRoot: env["LAMBDA_TASK_ROOT"] ?? "",
    startedAfterMs: round(process.uptime() * 1e3 - startMs),
    startMs: round(startMs),
  };
}

const { hrtime } = process;

/**
 * Milliseconds of a clock that only goes forwards, as it was before the function could replace it.
 * `performance` would be 0.8 ms to load.
 */
export function now(): number {
  // Taken apart by hand: the function may have replaced how arrays iterate.
  const time = hrtime();
  return time[0] * 1e3 + time[1] / 1e6;
}
