/**
 * A sandbox whose processes join a control group and whose own server does not: the quota stands for the function's environment, not for the
 * platform. The sandbox starts each of them by nsenter; in front of it comes a shell that joins and execs, so that ids stay what they are.
 */
import childProcess from "node:child_process";
import { syncBuiltinESMExports } from "node:module";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../../sandbox/index.ts";
import type { Group } from "./quota.ts";

const join = 'for joining in $JOIN; do echo $$ > "$joining" || exit 126; done; unset JOIN; exec "$@"';

/** @throws Error where the sandbox has no namespaces: its programs then start in a way that cannot be told from others */
export async function startGrouped(options: SandboxOptions, group: Group): Promise<Sandbox> {
  const { spawn } = childProcess;
  const joining = (command: string, parameters: readonly string[], settings: childProcess.SpawnOptions): childProcess.ChildProcess => {
    if (!command.endsWith("/nsenter")) return spawn(command, parameters, settings);
    const env = { ...settings.env, JOIN: group.joins.join(" ") };
    return spawn("/bin/sh", ["-c", join, "sh", command, ...parameters], { ...settings, env });
  };
  childProcess.spawn = joining as typeof spawn;
  syncBuiltinESMExports();
  try {
    return await startSandbox({ ...options, isolation: "namespaces" });
  } finally {
    childProcess.spawn = spawn;
    syncBuiltinESMExports();
  }
}
