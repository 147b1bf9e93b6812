/** One finding over all environments, and the environments it was seen in. */
import { severityOrder } from "../../core/findings/rule/severity.ts";
import type { Environment, Incident, ObservedFinding } from "../model/model.ts";
import { isKnown } from "./known-time.ts";

export interface Sighting {
  readonly key: string;
  /**
   * As the worst of them has it: one function may have accepted what another has not. The earliest of equals.
   */
  readonly observed: ObservedFinding;
  readonly environments: readonly Environment[];
  /** Environments of another time that have it too. */
  readonly others: readonly Environment[];
  /** When it was first reported. 0 where no time is known. */
  readonly first: number;
  /** Until when an environment that has it was seen. */
  readonly last: number;
}

/** Neither accepted nor `info`: it may be blamed. */
export function isBlamable({ finding: { accepted, severity } }: ObservedFinding): boolean {
  return accepted === null && severity !== "info";
}

export function sightingsOf(
  { environments }: Pick<Incident, "environments">,
  others: readonly Environment[],
): ReadonlyMap<string, Sighting> {
  const seen = new Map<
    string,
    { observed: ObservedFinding; environments: Set<Environment>; first: number; last: number }
  >();
  for (const environment of environments) {
    for (const observed of environment.findings) {
      const { key } = observed.finding;
      const at = isKnown(observed.at) ? observed.at : Number.POSITIVE_INFINITY;
      const last = isKnown(environment.last) ? environment.last : 0;
      const known = seen.get(key);
      if (known === undefined) {
        seen.set(key, {
          observed,
          environments: new Set([environment]),
          first: at,
          last: Math.max(last, observed.at),
        });
        continue;
      }
      known.environments.add(environment);
      known.first = Math.min(known.first, at);
      known.last = Math.max(known.last, last, observed.at);
      if (
        order(observed) < order(known.observed) ||
        (order(observed) === order(known.observed) && observed.at < known.observed.at)
      ) {
        known.observed = observed;
      }
    }
  }
  const elsewhere = byKey(others);
  return new Map(
    [...seen].map(([key, { observed, first, last, environments: where }]) => [
      key,
      {
        key,
        observed,
        environments: [...where],
        others: elsewhere.get(key) ?? [],
        first: Number.isFinite(first) ? first : 0,
        last: isKnown(last) ? last : 0,
      },
    ]),
  );
}

function byKey(environments: readonly Environment[]): ReadonlyMap<string, readonly Environment[]> {
  const found = new Map<string, Environment[]>();
  for (const environment of environments) {
    for (const key of new Set(environment.findings.map(({ finding }) => finding.key))) {
      const known = found.get(key);
      if (known === undefined) found.set(key, [environment]);
      else known.push(environment);
    }
  }
  return found;
}

function order({ finding: { accepted, severity } }: ObservedFinding): number {
  return severityOrder[severity] + (accepted === null ? 0 : 3);
}
