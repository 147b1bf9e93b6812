/** The sandbox with limits that no busy machine reaches. A test that waits for a limit has one of its own. */
import {
  type RunOptions,
  type RunResult,
  runFunction as run,
  type Sandbox,
  type SandboxOptions,
  startSandbox as start,
} from "../../sandbox/index.ts";

const limits = { timeoutMs: 60_000, initTimeoutMs: 60_000 };

export const runFunction = (options: RunOptions): Promise<RunResult> => run({ ...limits, ...options });

export const startSandbox = (options: SandboxOptions): Promise<Sandbox> => start({ ...limits, ...options });
