/** A whole life in one call: init, every event in turn, shutdown. */
import type { SandboxOptions } from "./contract/options.ts";
import type { InvokeResponse, RunResult } from "./contract/result.ts";
import { startSandbox } from "./sandbox.ts";

export interface RunOptions extends SandboxOptions {
  /** One invoke each, in this order; together on Managed Instances. */
  readonly events: readonly unknown[];
}

/**
 * @throws OptionError for options no sandbox can be made of. What the function or an extension does wrong is
 *   in the result.
 */
export async function runFunction(options: RunOptions): Promise<RunResult> {
  const sandbox = await startSandbox(options);
  let responses: InvokeResponse[];
  try {
    responses = await Promise.all(options.events.map((event) => sandbox.invoke(event)));
  } finally {
    await sandbox.shutdown();
  }
  const { init, isolation, client } = sandbox;
  const shutdown = await sandbox.shutdown();
  return {
    responses,
    logs: sandbox.logs(),
    exits: sandbox.exits(),
    init,
    inits: sandbox.inits(),
    shutdown,
    shutdowns: sandbox.shutdowns(),
    isolation,
    client,
  };
}
