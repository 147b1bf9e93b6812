import type { ObservedFinding } from "../model/model.ts";

/**
 * How well a finding is tied to an error:
 * - `strong`: the loader's error names it, or it is at severity error and about code on the stack, or the
 *   process died in the native file;
 * - `fair`: any other tie that Outcrop takes for one;
 * - `weak`: a tie that a healthy package may have as well (strength.ts, missed-module.ts), so only
 *   circumstances can make it a cause;
 * - `faint`: a tie of what is most often meant so (hidden-newer.ts): all circumstances must speak for it.
 */
export type Strength = "strong" | "fair" | "weak" | "faint";

export const strengthOrder = { strong: 0, fair: 1, weak: 2, faint: 3 } as const satisfies Record<
  Strength,
  number
>;

/**
 * A finding that may explain an error. Never one that is accepted; one that is `info` only as suspects.ts and
 * hidden-newer.ts say.
 */
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
