/** What is fuzzed, and what it may cost. */

/** So much for any input, and so much more for each of its bytes. */
export interface Budget {
  readonly base: number;
  readonly perByte: number;
}

export interface Target {
  readonly name: string;
  /** Its part of a run of all targets; all parts together make 1. */
  readonly share: number;
  /** Longer inputs are cut. */
  readonly maxBytes: number;
  /** Words of the format, to be put into inputs. */
  readonly words: readonly Uint8Array[];
  readonly operations: Budget;
  /** Of the answer, in the unit `run` counts. */
  readonly size: Budget;
  /**
   * Feeds it one input and returns the size of the answer. Throws for a broken promise, and whatever the code
   * under test throws.
   */
  run(input: Uint8Array): number;
}

export function budgetOf({ base, perByte }: Budget, bytes: number): number {
  return base + perByte * bytes;
}
