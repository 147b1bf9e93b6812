/** How a test ended, and whether the two arms of it differ. */

/** `missing`: the other arm, or another run, has a test that this one does not have. */
export type Outcome = "passed" | "failed" | "skipped" | "missing";

/**
 * What one test did in each arm, in the order of its runs; a test that was alike at once ran once in each.
 */
export interface Runs {
  readonly plain: readonly Outcome[];
  readonly shim: readonly Outcome[];
}

export type Verdict =
  /** Both arms ended alike. */
  | "same"
  /** No arm always ends in the same way, or both do now and then: nothing is known of the shim. */
  | "unsteady"
  /** One arm does what the other never did. */
  | "differs";

/**
 * A difference is one that repeats. The arms are alike when they ended alike in the first run; unsteady when
 * each arm ended at least once as the other did most often; else they differ.
 */
export function verdictOf({ plain, shim }: Runs): Verdict {
  if (plain[0] === shim[0]) return "same";
  const crossed = plain.includes(mostOften(shim)) && shim.includes(mostOften(plain));
  return crossed ? "unsteady" : "differs";
}

export function mostOften(outcomes: readonly Outcome[]): Outcome {
  const count = (outcome: Outcome): number => outcomes.filter((other) => other === outcome).length;
  return [...outcomes].sort((a, b) => count(b) - count(a))[0] ?? "failed";
}
