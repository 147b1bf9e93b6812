/**
 * How much CPU an environment of Lambda has, and when. 1,769 MB have one vCPU and other sizes their share of
 * it (Lambda developer guide, "Configure function memory"). An on-demand init has about one vCPU whatever the
 * size, as Datadog measured for its extension (DataDog/datadog-lambda-extension, pull request 700).
 *
 * - `boosted`: on demand. One CPU until the first invoke starts, the share from there on.
 * - `throttled`: provisioned concurrency. The share from the start.
 * - `reset`: on demand, with the runtime killed after the init. What is measured then starts with a second
 *   init inside an invoke, at the share: Lambda calls it suppressed.
 */
import { type InvokeResponse, type Sandbox, type SandboxOptions, startSandbox } from "../../sandbox/index.ts";
import { type CpuGroup, openCpuGroup } from "./cpu-group.ts";

export const regimes = ["boosted", "throttled", "reset"] as const;
export type Regime = (typeof regimes)[number];

export const regimeTitles: Record<Regime, string> = {
  boosted: "one CPU during init, the memory's share from the first invoke on",
  throttled: "the memory's share of a CPU from the start",
  reset: "the init inside the first invoke, after a reset",
};

const oneCpuMb = 1_769;

export function cpusOf(memoryMb: number): number {
  return memoryMb / oneCpuMb;
}

export interface RegimeOptions {
  readonly regime: Regime;
  /** Gives the memory too. */
  readonly sandbox: SandboxOptions & { readonly memoryMb: number };
  /** How many times slower the machine is that is played: every quota is divided by it. Default 1. */
  readonly slowness?: number;
}

export interface RegimeRun {
  readonly sandbox: Sandbox;
  readonly group: CpuGroup;
  /** Invokes the function, at the share of its memory. */
  invoke(event: unknown): Promise<InvokeResponse>;
  /** Shuts the environment down and removes its group. */
  close(): Promise<void>;
}

/**
 * An environment under a regime, ready for the first invoke that counts.
 * @throws Error where control groups or namespaces are missing
 */
export async function startUnderRegime({
  regime,
  sandbox: options,
  slowness = 1,
}: RegimeOptions): Promise<RegimeRun> {
  const share = cpusOf(options.memoryMb) / slowness;
  const group = openCpuGroup(regime === "throttled" ? share : 1 / slowness);
  let sandbox: Sandbox | undefined;
  const close = async (): Promise<void> => {
    await sandbox?.shutdown();
    await group.remove();
  };
  try {
    const mode = regime === "throttled" ? "provisioned-concurrency" : "on-demand";
    sandbox = await startSandbox({ mode, ...options, isolation: "namespaces", controlGroups: group.joins });
    const started = sandbox;
    if (regime === "reset") await reset(started);
    let isBoosted = regime !== "throttled";
    const invoke = (event: unknown): Promise<InvokeResponse> => {
      if (isBoosted) group.limit(share);
      isBoosted = false;
      return started.invoke(event);
    };
    return { sandbox, group, invoke, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The invoke that finds the runtime gone fails, and the next one has to start the environment again. */
async function reset(sandbox: Sandbox): Promise<void> {
  sandbox.kill("SIGKILL");
  const { status } = await sandbox.invoke({});
  if (status === "success") throw new Error("an environment without its runtime answered");
}
