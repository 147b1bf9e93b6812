/** Every distinct finding as a cause, ranked, and every error with the causes that explain it. */
import type { DistinctError, Environment, Incident } from "../model/model.ts";
import type { Cause } from "./analysis.ts";
import { blastOf } from "./blast.ts";
import { circumstancesOf } from "./circumstances.ts";
import { fixOfCause } from "./fix.ts";
import { Fleet } from "./fleet.ts";
import { type JudgedError, judgeError } from "./judged-error.ts";
import { isKnown } from "./known-time.ts";
import { inOrder, type RankedLink, type RankedSighting } from "./ranking.ts";
import { type Sighting, sightingsOf } from "./sightings.ts";
import { standingOf } from "./standing.ts";
import type { LinkedError } from "./suspects.ts";

export interface Causes {
  readonly causes: readonly Cause[];
  readonly ranked: readonly RankedSighting[];
  /** Into `causes`, by the finding's key. */
  readonly indexOf: ReadonlyMap<string, number>;
  readonly errors: readonly JudgedError[];
  readonly fleet: Fleet;
}

/** @param others environments of another time, to hold these against */
export function causesOf(
  incident: Pick<Incident, "environments">,
  linked: readonly LinkedError[],
  others: readonly Environment[] = [],
): Causes {
  const fleet = new Fleet({ environments: [...others, ...incident.environments] });
  const sightings = sightingsOf(incident, others);
  const blasts = new Map([...sightings].map(([key, sighting]) => [key, blastOf(sighting, fleet)]));
  const isNewcomer = (sighting: Sighting, failure: number): boolean => {
    const blast = blasts.get(sighting.key) ?? blastOf(sighting, fleet);
    const { differs, appeared } = circumstancesOf(sighting, blast, failure, fleet);
    return appeared && (differs || blast.failed === 0);
  };
  const errors = linked.map((one) => judgeError(one, sightings, fleet, isNewcomer));
  const links = linksOf(errors);
  const ranked = [...sightings.values()]
    .map((sighting): RankedSighting => {
      const own = links.get(sighting.key) ?? [];
      const blast = blasts.get(sighting.key) ?? blastOf(sighting, fleet);
      const first = firstOf(own.flatMap(({ error }) => errors[error]?.error ?? []));
      const circumstances = circumstancesOf(sighting, blast, first, fleet);
      return { sighting: own.length > 0 ? withFix(sighting) : sighting, blast, circumstances, links: own };
    })
    .sort(inOrder);
  return {
    causes: ranked.map(causeOf),
    ranked,
    indexOf: new Map(ranked.map(({ sighting: { key } }, index) => [key, index])),
    errors,
    fleet,
  };
}

function withFix(sighting: Sighting): Sighting {
  const { observed } = sighting;
  return { ...sighting, observed: { ...observed, fix: fixOfCause(observed) } };
}

/** By the finding's key. */
function linksOf(errors: readonly JudgedError[]): ReadonlyMap<string, readonly RankedLink[]> {
  const links = new Map<string, RankedLink[]>();
  for (const [index, { error, suspects }] of errors.entries()) {
    for (const [place, suspect] of suspects.entries()) {
      const { key } = suspect.observed.finding;
      const known = links.get(key) ?? [];
      links.set(key, known);
      const handled = error.kind === "logged" ? error.count : 0;
      known.push({ error: index, place, suspect, failures: failuresOf(error), handled });
    }
  }
  for (const known of links.values()) known.sort(byLevel);
  return links;
}

/** What the function logged and then answered well failed no invocation. */
export function failuresOf({ kind, count, endings }: DistinctError): number {
  return kind === "logged" ? 0 : Math.max(1, count - endings.succeeded);
}

function byLevel(left: RankedLink, right: RankedLink): number {
  const handled = Number(left.failures === 0) - Number(right.failures === 0);
  return (
    handled ||
    left.place - right.place ||
    right.suspect.level - left.suspect.level ||
    right.failures - left.failures
  );
}

function causeOf(ranked: RankedSighting): Cause {
  const { sighting, blast, links } = ranked;
  const { observed, first, last } = sighting;
  const { code, package: name, severity } = observed.finding;
  return {
    code,
    package: name,
    severity,
    observed,
    first,
    last,
    standing: standingOf(ranked),
    explains: links.map(({ error }) => error),
    blast,
    fix: observed.fix,
    docs: observed.docs,
  };
}

export function firstOf(errors: readonly DistinctError[]): number | null {
  const times = errors.map(({ first }) => first).filter(isKnown);
  return times.length === 0 ? null : Math.min(...times);
}
