import type { ObservedFinding } from "../model/model.ts";

/**
 * How well a finding is tied to an error:
 * - `strong`: the loader's error names it, or it is at severity error and about code on the stack, or the process died in the native file;
 * - `fair`: any other tie that Outcrop takes for one;
 * - `weak`: a tie that a healthy package may have as well (strength.ts, missed-module.ts), so only circumstances can make it a cause.
 */
export type Strength = "strong" | "fair" | "weak";

export const strengthOrder = { strong: 0, fair: 1, weak: 2 } as const satisfies Record<Strength, number>;

/** A finding that may explain an error. Never one that is accepted; one that is `info` only as suspects.ts says. */
export interface Suspect {
  /** The finding's key. */
  readonly key: string;
  readonly observed: ObservedFinding;
  readonly strength: Strength;
  /** What ties it to the error, in one sentence. */
  readonly tie: string;
  /** The whole explanation. */
  readonly explanation: string;
}
