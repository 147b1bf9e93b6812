/**
 * A function under one of Lambda's CPU regimes, stock against layered. What matters is that no invoke times
 * out with the layer that does not time out without it, and that every answer is the same.
 *
 * A clock would measure how busy the machine is. So the sandbox does not cut invokes off at their deadline,
 * and what is judged is the CPU that the environment's processes take until the invoke is over: whether the
 * share that the memory gives has that much before the deadline. The extension itself sees the deadline and
 * the real clock, so on a busy machine it works less, never more.
 */
import type { InvokeResponse, SandboxOptions } from "../../../sandbox/index.ts";
import { cpusOf, type Regime, type RegimeRun, startUnderRegime } from "../../support/cpu-regimes.ts";
import { Folders, layer, type Tree, withLayer } from "../../support/layer-run.ts";
import type { Seen } from "../fault.ts";

/** How many times slower the machine is that is played: the first at which the function has room. */
export const slownesses = [4, 2, 1] as const;
export const invokes = 5;

/**
 * An invoke has room where it takes at most this part of its time without the layer. One that only just ends
 * in time without it says nothing about the layer.
 */
const room = 1 / 2;

/** Past the deadline and an overtime of so many time-outs an invoke counts as one that never ends. */
const overtimes = 9;
const initTimeoutMs = 120_000;

/**
 * What else the machine does adds CPU to a run, by cold caches and shared cores, and takes none away. So a late
 * run is repeated, and one of so many in time is enough. A layer that takes too long does so in each.
 */
const runsAtMost = 3;

/** How often the CPU is looked at during an invoke, ms. */
const lookEveryMs = 5;

export interface SmallFunction {
  readonly task: Tree;
  readonly memoryMb: number;
  readonly timeoutMs: number;
  /** It waits, and answers so long before its deadline: what counts is the CPU taken after that. */
  readonly leavesMs?: number;
}

interface Outcome {
  readonly status: string;
  readonly payload: unknown;
}

interface Invoke extends Outcome {
  /** What of the CPU that it has before its deadline the invoke takes; 1 is all of it. */
  readonly taken: number;
}

/** @throws Error if no invoke has room without a layer on the fastest machine: nothing can be compared */
export async function runSmallFunction(
  regime: Regime,
  { task, leavesMs, ...limits }: SmallFunction,
  built = layer,
): Promise<Seen> {
  const folders = new Folders();
  try {
    const common = {
      ...limits,
      task: folders.make(task),
      client: "ric4" as const,
      initTimeoutMs,
      faults: { overtimeMs: overtimes * limits.timeoutMs },
    };
    const play = (slowness: number, sandbox: SandboxOptions): Promise<Run> =>
      run(regime, slowness, { ...common, ...sandbox }, leavesMs ?? null);
    for (const slowness of slownesses) {
      const layered = withLayer(common, built);
      const [without, beside] = await Promise.all([play(slowness, common), play(slowness, layered)]);
      const compared = without.invokes.flatMap(({ status, taken }, at) =>
        status === "success" && taken <= room ? [at] : [],
      );
      if (compared.length === 0) continue;
      const late = (one: Run): boolean => compared.some((at) => (one.invokes[at]?.taken ?? 0) > 1);
      let withIt = beside;
      for (let runs = 1; late(withIt) && runs < runsAtMost; runs++) withIt = await play(slowness, layered);
      return {
        demanded: compared.map((at) => outcomeOf(without.invokes[at])),
        got: compared.map((at) => outcomeOf(withIt.invokes[at])),
        said: withIt.said,
      };
    }
    throw new Error("no invoke has room without the layer");
  } finally {
    folders.remove();
  }
}

/** A time-out where the CPU would not have been there before the deadline. */
function outcomeOf(invoke: Invoke | undefined): Outcome {
  if (invoke === undefined) throw new Error("an invoke is missing");
  const { status, payload, taken } = invoke;
  const late = `takes ${taken.toFixed(2)} times the CPU before its deadline`;
  return { status: taken > 1 ? late : status, payload };
}

interface Run {
  readonly invokes: readonly Invoke[];
  readonly said: string;
}

async function run(
  regime: Regime,
  slowness: number,
  sandbox: SandboxOptions & { readonly memoryMb: number; readonly timeoutMs: number },
  leavesMs: number | null,
): Promise<Run> {
  const environment = await startUnderRegime({ regime, sandbox, slowness });
  const availableMs = (cpusOf(sandbox.memoryMb) / slowness) * (leavesMs ?? sandbox.timeoutMs);
  const outcomes: Invoke[] = [];
  try {
    for (let at = 0; at < invokes; at++) {
      const { response, cpuMs, cpuAfterAnswerMs } = await measured(environment, { at });
      const taken = (leavesMs === null ? cpuMs : cpuAfterAnswerMs) / availableMs;
      outcomes.push({ status: response.status, payload: response.payload, taken });
    }
  } finally {
    await environment.close();
  }
  return { invokes: outcomes, said: environment.sandbox.logs().extensions["outcrop"] ?? "" };
}

interface Measured {
  readonly response: InvokeResponse;
  readonly cpuMs: number;
  /** From the last look before the answer on. */
  readonly cpuAfterAnswerMs: number;
}

async function measured({ group, invoke }: RegimeRun, event: unknown): Promise<Measured> {
  const looks = [{ at: performance.now(), cpuMs: group.cpuMs() }];
  const look = (): unknown => looks.push({ at: performance.now(), cpuMs: group.cpuMs() });
  const timer = setInterval(look, lookEveryMs);
  try {
    const response = await invoke(event);
    const end = group.cpuMs();
    const answered = response.timings.responsePosted ?? Number.POSITIVE_INFINITY;
    const [first] = looks;
    const before = looks.findLast(({ at }) => at <= answered) ?? first;
    return {
      response,
      cpuMs: end - (first?.cpuMs ?? 0),
      cpuAfterAnswerMs: end - (before?.cpuMs ?? 0),
    };
  } finally {
    clearInterval(timer);
  }
}
