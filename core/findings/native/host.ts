import type { ThreadRecord } from "../../journal/records.ts";
import { parseNodePath } from "../../layout/candidates.ts";

/** What the function's process runs on, as the process itself reported it. */
export interface Host {
  /** `process.version`, for example `v22.23.3`. */
  readonly node: string;
  /** `process.platform` and `process.arch`. */
  readonly platform: string;
  readonly arch: string;
  /** NODE_MODULE_VERSION. */
  readonly abi: string;
  /** The highest Node-API level. */
  readonly napi: string;
  /** The absolute folders of NODE_PATH, in order. */
  readonly nodePath: readonly string[];
  /** LAMBDA_TASK_ROOT; null where unset. */
  readonly taskRoot: string | null;
}

export function hostOf(record: ThreadRecord): Host {
  const { node, platform, arch, abi, napi } = record;
  return {
    node,
    platform,
    arch,
    abi,
    napi,
    nodePath: parseNodePath(record.nodePath),
    taskRoot: record.taskRoot || null,
  };
}
