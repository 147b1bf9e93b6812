/**
 * Work in rounds, one for each invocation. Rounds run in order and in steps. Work can stop between two steps,
 * and continues when there is time again. A round that fails ends; the others continue.
 */
import { type Budget, processCpuMs } from "./budget.ts";

/** A round knows how long its own steps have taken up to now, in milliseconds. */
export type Round = (spentMs: () => number) => Generator<void, void>;

interface Begun {
  readonly steps: Generator<void, void>;
  spentMs: number;
}

/** A limit, because a function that never leaves time must not fill the memory. */
const maxRounds = 200;

export class Work {
  readonly #failed: (error: unknown) => void;
  readonly #rounds: Begun[] = [];
  #dropped = 0;
  #cpuMs = 0;
  #stepBegan: { readonly cpuMs: number; readonly at: number } | null = null;

  /** @param failed receives the error that a round threw */
  constructor(failed: (error: unknown) => void) {
    this.#failed = failed;
  }

  /** Rounds that are not done. */
  get left(): number {
    return this.#rounds.length;
  }

  /** CPU time that the steps have taken so far, in milliseconds. */
  get cpuMs(): number {
    return this.#cpuMs + (this.#stepBegan === null ? 0 : processCpuMs() - this.#stepBegan.cpuMs);
  }

  /** How many rounds were refused since the last call because too many are waiting. */
  takeDropped(): number {
    const dropped = this.#dropped;
    this.#dropped = 0;
    return dropped;
  }

  /** @param heldMs the time that the round has taken elsewhere, in milliseconds */
  add(round: Round, heldMs = 0): void {
    if (this.#rounds.length < maxRounds) this.addLast(round, heldMs);
    else this.#dropped++;
  }

  /** Adds the round, however many are waiting. */
  addLast(round: Round, heldMs = 0): void {
    const begun: Begun = {
      spentMs: heldMs,
      steps: round(
        () => begun.spentMs + (this.#stepBegan === null ? 0 : performance.now() - this.#stepBegan.at),
      ),
    };
    this.#rounds.push(begun);
  }

  /** Runs until all rounds are done or the budget is exhausted. */
  run(budget: Budget): void {
    for (let round = this.#rounds[0]; round !== undefined && !budget.exhausted; round = this.#rounds[0]) {
      this.#stepBegan = { cpuMs: processCpuMs(), at: performance.now() };
      let done = true;
      try {
        do done = round.steps.next().done === true;
        while (!done && !budget.exhausted);
      } catch (error) {
        done = true;
        this.#failed(error);
      }
      round.spentMs += performance.now() - this.#stepBegan.at;
      this.#cpuMs = this.cpuMs;
      this.#stepBegan = null;
      if (done) this.#rounds.shift();
    }
  }
}
