/** The part of a semantic version that a change raises. */
import type { Reach } from "./reach.ts";

export const steps = ["major", "minor", "patch"] as const;
export type Step = (typeof steps)[number];

/** Null of nothing. */
export function highest(all: Iterable<Step>): Step | null {
  const given = new Set(all);
  return steps.find((step) => given.has(step)) ?? null;
}

/**
 * What a change to a package's content means for the layer. A function reaches a `shared` package only by an
 * import that no one promised, and an `inner` one never: the package that it serves says what changed for it.
 */
export function weighed(step: Step, reach: Reach): Step {
  if (reach === "public") return step;
  return reach === "shared" && step === "major" ? "minor" : "patch";
}
