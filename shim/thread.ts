/** Facts about the process that the extension needs and cannot see. They are read here, in the process. */
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
 * Milliseconds of a clock that only moves forward. It is the original clock, which the function cannot
 * replace. `performance` would take 0.8 ms to load.
 */
export function now(): number {
  // No destructuring: the function may have replaced the iteration of arrays.
  const time = hrtime();
  return time[0] * 1e3 + time[1] / 1e6;
}
