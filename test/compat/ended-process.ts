/**
 * One process, with all that it started, from its start to its end: bounded in time and in what is kept of
 * its output.
 */
import { spawn } from "node:child_process";

export interface EndedProcess {
  /** Null after a signal, or when it could not be started. */
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly timedOut: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ProcessPlan {
  readonly command: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

/** What is kept of each stream, in characters. The end of it, where runners put their sums. */
const keptOutput = 8 * 1024 * 1024;

export function runToEnd({
  command: [file = "", ...args],
  cwd,
  env,
  timeoutMs,
}: ProcessPlan): Promise<EndedProcess> {
  return new Promise((resolve) => {
    // A group of its own, so that what it leaves behind ends with it.
    const child = spawn(file, args, { cwd, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
    const output = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const) {
      child[name].setEncoding("utf8").on("data", (text: string) => {
        output[name] = (output[name] + text).slice(-keptOutput);
      });
    }
    let timedOut = false;
    const killGroup = (): void => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
      } catch {}
    };
    const timer = setTimeout(() => {
      timedOut = true;
      killGroup();
    }, timeoutMs);
    child.on("exit", killGroup);
    child.on("error", (error) => {
      output.stderr += error.message;
    });
    child.on("close", (status, signal) => {
      clearTimeout(timer);
      resolve({ status, signal, timedOut, ...output });
    });
  });
}
