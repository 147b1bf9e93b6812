import type { DistinctError, Environment, ObservedFinding } from "../model/model.ts";

/** Lines of one invocation are written within this time. */
const atOnceMs = 10_000;

/**
 * The findings of some environments that may explain an error, by key: none that is accepted, and none that
 * was reported only after the error had last been seen. Of several at other severities the worst.
 */
export function inForce(
  environments: readonly Environment[],
  { last }: Pick<DistinctError, "last">,
  counts: (observed: ObservedFinding) => boolean,
): ReadonlyMap<string, ObservedFinding> {
  const known = new Map<string, ObservedFinding>();
  for (const { findings } of environments) {
    for (const observed of findings) {
      const { key, severity, accepted } = observed.finding;
      if (accepted !== null || !counts(observed) || (last > 0 && observed.at > last + atOnceMs)) continue;
      const earlier = known.get(key);
      if (earlier === undefined || (earlier.finding.severity === "warning" && severity === "error"))
        known.set(key, observed);
    }
  }
  return known;
}
