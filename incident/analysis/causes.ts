/** Every distinct finding as a cause, ranked, and every error with the causes that explain it. */
import type { DistinctError, Environment, Incident } from "../model/model.ts";
import type { Cause } from "./analysis.ts";
import { blastOf } from "./blast.ts";
import { type Circumstances, circumstancesOf } from "./circumstances.ts";
import { fixOfCause } from "./fix.ts";
import { Fleet } from "./fleet.ts";
import { inOrder, type RankedSighting, type Tied } from "./ranking.ts";
import { sightingsOf } from "./sightings.ts";
import { type Suspect, strengthOrder } from "./suspect.ts";
import type { TiedError } from "./suspects.ts";
import { isKnown } from "./words.ts";
import { reasonText } from "./words-causes.ts";

export interface Causes {
  readonly causes: readonly Cause[];
  readonly ranked: readonly RankedSighting[];
  /** Into `causes`, by the finding's key. */
  readonly indexOf: ReadonlyMap<string, number>;
  /** The errors, without the weak and faint suspects that circumstances do not speak for. */
  readonly errors: readonly TiedError[];
}

/** @param others environments of another time, to hold these against */
export function causesOf(
  incident: Pick<Incident, "environments">,
  tied: readonly TiedError[],
  others: readonly Environment[] = [],
): Causes {
  const fleet = new Fleet({ environments: [...others, ...incident.environments] });
  const sightings = sightingsOf(incident, others);
  const before = tiesOf(tied);
  const judged = [...sightings.values()].map((sighting) => {
    const blast = blastOf(sighting, fleet);
    const first = firstOf((before.get(sighting.key) ?? []).flatMap(({ error }) => tied[error]?.error ?? []));
    return { sighting, blast, circumstances: circumstancesOf(sighting, blast, first, fleet) };
  });
  const circumstances = new Map(judged.map((one) => [one.sighting.key, one.circumstances]));
  const errors = tied.map((one) => ({
    ...one,
    suspects: one.suspects.filter((suspect) => holds(suspect, circumstances.get(suspect.key))),
  }));
  const ties = tiesOf(errors);
  const ranked = judged
    .map((one): RankedSighting => withTies(one, ties.get(one.sighting.key) ?? []))
    .sort(inOrder);
  return {
    causes: ranked.map(causeOf),
    ranked,
    indexOf: new Map(ranked.map(({ sighting: { key } }, index) => [key, index])),
    errors,
  };
}

function holds({ strength }: Suspect, circumstances: Circumstances | undefined): boolean {
  if (circumstances === undefined) return false;
  const { differs, appeared } = circumstances;
  if (strength === "faint") return differs && appeared;
  return strength !== "weak" || differs || appeared;
}

function withTies(judged: Omit<RankedSighting, "ties">, ties: readonly Tied[]): RankedSighting {
  if (ties.length === 0) return { ...judged, ties };
  const { observed } = judged.sighting;
  return {
    ...judged,
    sighting: { ...judged.sighting, observed: { ...observed, fix: fixOfCause(observed) } },
    ties,
  };
}

/** By the finding's key. */
function tiesOf(errors: readonly TiedError[]): ReadonlyMap<string, readonly Tied[]> {
  const ties = new Map<string, Tied[]>();
  for (const [index, { error, suspects }] of errors.entries()) {
    for (const [place, { key, strength, tie }] of suspects.entries()) {
      const known = ties.get(key) ?? [];
      ties.set(key, known);
      known.push({ error: index, place, strength, tie, failures: failuresOf(error) });
    }
  }
  for (const known of ties.values()) known.sort(byStrength);
  return ties;
}

/** What the function logged and then answered well failed no invocation. */
export function failuresOf({ kind, count }: DistinctError): number {
  return kind === "logged" ? 0 : count;
}

function byStrength(left: Tied, right: Tied): number {
  const handled = Number(left.failures === 0) - Number(right.failures === 0);
  return (
    handled ||
    left.place - right.place ||
    strengthOrder[left.strength] - strengthOrder[right.strength] ||
    right.failures - left.failures
  );
}

function causeOf(ranked: RankedSighting): Cause {
  const { sighting, blast, ties } = ranked;
  const { observed, first, last } = sighting;
  const { code, package: name, severity } = observed.finding;
  return {
    code,
    package: name,
    severity,
    observed,
    first,
    last,
    reason: reasonText(ranked),
    explains: ties.map(({ error }) => error),
    blast,
    fix: observed.fix,
    docs: observed.docs,
  };
}

export function firstOf(errors: readonly DistinctError[]): number | null {
  const times = errors.map(({ first }) => first).filter(isKnown);
  return times.length === 0 ? null : Math.min(...times);
}
