/** What the extension must know of the process it cannot see: read here, where it is true. */
import type { ThreadRecord } from "../core/journal/records.ts";
import { round } from "./primordials.ts";

export function threadRecord(thread: number, began: number, ended: number): ThreadRecord {
  const { env, versions } = process;
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
    startedAfterMs: round(began),
    startMs: round(ended - began),
  };
}

/** The clock as it was before the function could replace it. */
export const now: () => number = performance.now.bind(performance);
