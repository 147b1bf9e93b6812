/** An extension that is gone, which Lambda makes the function pay for. */
import type { Seen } from "../fault.ts";
import { type FunctionRun, runFunctionTwice } from "./function-run.ts";

/**
 * What Lambda makes of an extension that is gone: it fails one invoke, and the next one initialises again.
 */
export const restarted =
  "Lambda fails one invoke (`Extension.Crash`) and initialises again; all others as without Outcrop";

export interface Death extends Pick<FunctionRun, "strike" | "play"> {
  readonly code?: number;
  readonly signal: string | null;
  readonly during: string;
  /** The position of the invoke that fails; null where the init is repeated and none does. */
  readonly failed: number | null;
}

export async function die({ code, signal, during, failed, strike, play }: Death): Promise<Seen> {
  const statuses = ["success", "success", "success", "error", "success"].map((status, i) =>
    i === failed ? "failure" : status,
  );
  const seen = await runFunctionTwice({
    ...(strike !== undefined && { strike }),
    ...(play !== undefined && { play }),
    compare: ({ responses }) => (responses as { status: string }[]).map(({ status }) => status),
    demanded: statuses,
    ends: [
      { code: code ?? null, signal, during },
      { code: 0, signal: null, during: "shutdown" },
    ],
  });
  // V8, the shell and the kernel say on stderr what ended the process.
  return {
    ...seen,
    said: seen.said
      .split("\n")
      .filter((line) => /^(\{|outcrop: )/.test(line))
      .join("\n"),
  };
}

/** Once in the environment's life: the new extension is spared. */
export const once = (strike: string): string => `
const { existsSync, writeFileSync } = require("node:fs");
if (!existsSync("/tmp/struck")) { writeFileSync("/tmp/struck", ""); ${strike} }`;

/** Invokes in turn, and kills the extension before the one at this position. */
export function killedBefore(position: number): NonNullable<FunctionRun["play"]> {
  return async (sandbox, events) => {
    const responses = [];
    for (const [i, event] of events.entries()) {
      const pid = sandbox.pids().extensions["outcrop"];
      if (i === position && pid !== undefined) {
        process.kill(pid, "SIGKILL");
        while (!sandbox.exits().some(({ name }) => name === "outcrop"))
          await new Promise((resolve) => setTimeout(resolve, 5));
      }
      responses.push(await sandbox.invoke(event));
    }
    return responses;
  };
}
