/**
 * Fuzzes one target, led by coverage:
 * 1. the corpus is run input by input, each within its budget of operations;
 * 2. mutants of the pool are run in batches. A batch that reached new blocks is run again one by one, and who
 *    reached them joins the pool;
 * 3. a batch that cost more than its cheapest input may is run again one by one too, and so is a slow one. An
 *    input fails when the target throws, answers something too large, leaves a mark on Object.prototype, or
 *    costs too much.
 */
import { cpuTimeMs } from "../support/cpu-time.ts";
import type { Coverage } from "./coverage.ts";
import { mutate } from "./mutate.ts";
import { Random } from "./random.ts";
import { budgetOf, type Target } from "./target.ts";

const BATCH = 64;
const MAX_POOL = 512;
/**
 * Of CPU time, for the work that operations do not count. Far above what any input takes on a slow
 * machine, far below a hang.
 */
const SLOW_MS = 500;

export interface Outcome {
  readonly runs: number;
  readonly pool: readonly Uint8Array[];
  /** The highest share of its budget that an input used. */
  readonly highestCost: number;
  readonly failure: { readonly input: Uint8Array; readonly why: string } | null;
}

export interface Fuzzing {
  readonly target: Target;
  readonly corpus: readonly [Uint8Array, ...Uint8Array[]];
  readonly runs: number;
  readonly seed: number;
  readonly coverage: Pick<Coverage, "take">;
  /** Gets each input before it is run. */
  readonly onInput: (input: Uint8Array) => void;
}

export function fuzz({ target, corpus, runs, seed, coverage, onInput }: Fuzzing): Outcome {
  const random = new Random(seed);
  const pool: [Uint8Array, ...Uint8Array[]] = [...corpus];
  let highestCost = 0;
  let done = 0;

  const attempt = (input: Uint8Array): string | null => {
    onInput(input);
    done++;
    return faultOf(target, input);
  };

  const alone = (input: Uint8Array): { readonly why: string | null; readonly ran: ReadonlySet<string> } => {
    const started = cpuTimeMs();
    const fault = attempt(input);
    const ms = cpuTimeMs() - started;
    const { operations, ran } = coverage.take();
    const share = operations / budgetOf(target.operations, input.length);
    highestCost = Math.max(highestCost, share);
    const costly = share > 1 ? `takes ${operations} operations for ${input.length} bytes` : null;
    return { why: fault ?? costly ?? (ms > SLOW_MS ? `takes ${Math.round(ms)} ms of CPU time` : null), ran };
  };

  /**
   * The failing input of some, run one by one; each that reaches one of the new blocks first joins the pool.
   */
  const examine = (inputs: readonly Uint8Array[], fresh: readonly string[]): Outcome["failure"] => {
    const unclaimed = new Set(fresh);
    for (const input of inputs) {
      const { why, ran } = alone(input);
      if (why !== null) return { input, why };
      const claimed = [...unclaimed].filter((block) => ran.has(block));
      if (claimed.length > 0 && pool.length < MAX_POOL) pool.push(input.slice());
      for (const block of claimed) unclaimed.delete(block);
    }
    return null;
  };

  coverage.take();
  let failure = examine(corpus, []);
  while (failure === null && done < runs) {
    const inputs = Array.from({ length: BATCH }, () =>
      mutate(random.pick(pool), random, { pool, words: target.words }, target.maxBytes),
    );
    const started = cpuTimeMs();
    const faulty = inputs.find((input) => attempt(input) !== null);
    const ms = cpuTimeMs() - started;
    const { operations, fresh } = coverage.take();
    const cheapest = Math.min(...inputs.map(({ length }) => budgetOf(target.operations, length)));
    if (faulty !== undefined) failure = examine([faulty], []) ?? { input: faulty, why: "fails once" };
    else if (fresh.length > 0 || operations > cheapest || ms > SLOW_MS) failure = examine(inputs, fresh);
  }
  return { runs: done, pool, highestCost, failure };
}

/** Why the input fails, by what can be seen at once. */
export function faultOf(target: Target, input: Uint8Array): string | null {
  try {
    const size = target.run(input);
    if (size > budgetOf(target.size, input.length)) return `answers ${size} for ${input.length} bytes`;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  const marks = Object.keys(Object.prototype);
  return marks.length === 0 ? null : `leaves ${marks.join(", ")} on Object.prototype`;
}
