/**
 * A function under one of Lambda's CPU regimes, stock against layered. What matters is that no invoke times
 * out with the layer that does not time out without it, and that every answer is the same.
 */
import { availableParallelism } from "node:os";
import type { SandboxOptions } from "../../../sandbox/index.ts";
import { type Regime, startUnderRegime } from "../../support/cpu-regimes.ts";
import { Folders, type Tree, withLayer } from "../../support/layer-run.ts";
import type { Seen } from "../fault.ts";

/** How many times slower the machine is that is played. */
export const slowness = 4;
export const invokes = 5;

interface SmallFunction {
  readonly task: Tree;
  readonly memoryMb: number;
  readonly timeoutMs: number;
}

interface Outcome {
  readonly status: string;
  readonly payload: unknown;
}

/** @throws Error where no invoke answers without a layer: there is nothing to compare */
export async function runSmallFunction(
  regime: Regime,
  { task: files, ...limits }: SmallFunction,
): Promise<Seen> {
  const folders = new Folders();
  try {
    const options = { ...limits, task: folders.make(files), client: "ric4" as const };
    const stock = () => run(regime, options);
    const layered = () => run(regime, { ...withLayer(options), ...limits });
    const arms =
      availableParallelism() > 1 ? await Promise.all([stock(), layered()]) : [await stock(), await layered()];
    const [without, withIt] = arms as [Run, Run];
    const answered = without.outcomes.flatMap(({ status }, at) => (status === "success" ? [at] : []));
    if (answered.length === 0) throw new Error("no invoke answers without the layer");
    return {
      demanded: answered.map((at) => without.outcomes[at]),
      got: answered.map((at) => withIt.outcomes[at]),
      said: withIt.said,
    };
  } finally {
    folders.remove();
  }
}

interface Run {
  readonly outcomes: readonly Outcome[];
  readonly said: string;
}

async function run(regime: Regime, sandbox: SandboxOptions & { memoryMb: number }): Promise<Run> {
  const environment = await startUnderRegime({ regime, sandbox, slowness });
  const outcomes: Outcome[] = [];
  try {
    for (let at = 0; at < invokes; at++) {
      const { status, payload } = await environment.invoke({ at });
      outcomes.push({ status, payload });
    }
  } finally {
    await environment.close();
  }
  return { outcomes, said: environment.sandbox.logs().extensions["outcrop"] ?? "" };
}
