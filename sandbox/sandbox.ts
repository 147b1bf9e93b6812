/** A local Lambda: one execution environment, held open for as many invokes as wanted. */
import { rmSync } from "node:fs";
import { extensionRoutes } from "./apis/extensions-api.ts";
import { Mishaps } from "./apis/mishaps.ts";
import { runtimeRoutes } from "./apis/runtime-api.ts";
import { type ApiServer, serve } from "./apis/server.ts";
import { telemetryRoutes } from "./apis/telemetry-api.ts";
import { type SandboxOptions, settle } from "./contract/options.ts";
import type {
  InitResult,
  InvokeResponse,
  Logs,
  ProcessExit,
  RunResult,
  ShutdownResult,
} from "./contract/result.ts";
import type { EnvironmentContext } from "./environment/context.ts";
import type { InvokeOptions } from "./environment/invocation.ts";
import { LifeCycle } from "./environment/life-cycle.ts";
import { isolate } from "./isolation/isolate.ts";
import type { Isolation } from "./isolation/isolation.ts";
import { stageRoots } from "./roots/stage.ts";
import { type RuntimeClient, runtimeClient } from "./runtime-client/client.ts";
import { PlatformLog } from "./telemetry/platform-log.ts";

export interface Sandbox {
  /**
   * The init phase, which is over when startSandbox returns. A failed one is tried again inside the first
   * invoke.
   */
  readonly init: InitResult;
  readonly isolation: RunResult["isolation"];
  readonly client: RunResult["client"];
  /**
   * Invokes the function; one at a time except on Managed Instances. What the function does wrong is in the
   * response, never thrown.
   */
  invoke(event: unknown, options?: InvokeOptions): Promise<InvokeResponse>;
  /** Signals the runtime process alone, as the kernel or an operator would. */
  kill(signal: NodeJS.Signals): void;
  /** Host paths of the roots, valid until the shutdown. */
  files(): { readonly task: string; readonly opt: string; readonly runtime: string; readonly tmp: string };
  /** Process ids of the living processes: the runtime and each external extension by name. */
  pids(): { readonly runtime: number | undefined; readonly extensions: Readonly<Record<string, number>> };
  logs(): Logs;
  exits(): readonly ProcessExit[];
  inits(): readonly InitResult[];
  shutdowns(): readonly ShutdownResult[];
  /** Shuts the environment down as Lambda does: its processes are gone then, its files still there. */
  end(): Promise<ShutdownResult>;
  /** `end`, and removes every trace. Safe to call twice. */
  shutdown(): Promise<ShutdownResult>;
}

/**
 * Stages the roots, starts the environment and waits for its init.
 * @throws OptionError for options no sandbox can be made of; Error when the isolation or client insisted on
 *   cannot be had.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const settings = settle(options);
  const client = await runtimeClient(settings.client, settings.notice);
  const roots = await stageRoots(settings, client);
  const log = new PlatformLog(settings);
  let life: LifeCycle | undefined;
  let isolation: Isolation | undefined;
  const current = () => life?.generation;
  const routes = [
    ...runtimeRoutes(settings, current),
    ...extensionRoutes(settings, log, current),
    ...telemetryRoutes(settings, log, current, () => isolation?.listenerHost ?? "127.0.0.1"),
  ];
  const server = await serve(routes, new Mishaps(settings.faults.calls ?? []));
  try {
    isolation = await isolate(settings, roots, server.port);
    const context: EnvironmentContext = {
      settings,
      isolation,
      runtimeApi: `127.0.0.1:${server.port}`,
      hangUp: server.hangUp,
      log,
      exits: [],
      processes: [],
    };
    life = new LifeCycle(context);
    const init = await life.start();
    return toSandbox({ context, life, init, client, server });
  } catch (error) {
    await server.close();
    await isolation?.close();
    rmSync(roots.directory, { recursive: true, force: true });
    throw error;
  }
}

interface Parts {
  readonly context: EnvironmentContext;
  readonly life: LifeCycle;
  readonly init: InitResult;
  readonly client: RuntimeClient;
  readonly server: ApiServer;
}

function toSandbox({ context, life, init, client, server }: Parts): Sandbox {
  const { isolation } = context;
  const end = async (): Promise<ShutdownResult> => {
    await life.shutdown();
    const last = life.shutdowns.at(-1);
    if (!last) throw new Error("an environment that was started has no shutdown");
    return last;
  };
  const close = async (): Promise<ShutdownResult> => {
    await life.shutdown();
    await server.close();
    await isolation.close();
    return end();
  };
  let ended: Promise<ShutdownResult> | undefined;
  return {
    init,
    isolation: { kind: isolation.kind, reason: isolation.reason },
    client: { name: client.name, reason: client.reason },
    invoke: (event, invokeOptions) => life.invoke(event, invokeOptions),
    kill: (signal) => life.generation?.runtime?.signal(signal),
    files: () => ({
      task: isolation.hostPath("/var/task"),
      opt: isolation.hostPath("/opt"),
      runtime: isolation.hostPath("/var/runtime"),
      tmp: isolation.hostPath("/tmp"),
    }),
    pids: () => ({
      runtime: life.generation?.runtime?.pid,
      extensions: Object.fromEntries(
        [...(life.generation?.launched.values() ?? [])].map(({ name, pid }) => [name, pid]),
      ),
    }),
    logs: () => collectLogs(context),
    exits: () => context.exits,
    inits: () => life.inits,
    shutdowns: () => life.shutdowns,
    end,
    shutdown: () => {
      ended ??= close();
      return ended;
    },
  };
}

function collectLogs({ processes, log }: EnvironmentContext): Logs {
  const extensions: Record<string, string> = {};
  let output = "";
  for (const { role, process } of processes) {
    if (role === "runtime") output += process.output;
    else extensions[process.name] = (extensions[process.name] ?? "") + process.output;
  }
  return { function: output, extensions, platform: log.lines, events: log.events, stream: log.stream };
}
