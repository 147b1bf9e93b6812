/** Every distinct finding as a cause, ranked, and every error with the causes that explain it. */
import { strengthOrder } from "../../core/explain/strength.ts";
import type { DistinctError, Environment, Incident } from "../model/model.ts";
import type { Cause } from "./analysis.ts";
import { blastOf } from "./blast.ts";
import { type Circumstances, circumstancesOf } from "./circumstances.ts";
import { fixOfCause } from "./fix.ts";
import { Fleet } from "./fleet.ts";
import { isKnown } from "./known-time.ts";
import { inOrder, type RankedLink, type RankedSighting } from "./ranking.ts";
import { sightingsOf } from "./sightings.ts";
import { standingOf } from "./standing.ts";
import type { Suspect } from "./suspect.ts";
import type { LinkedError } from "./suspects.ts";

export interface Causes {
  readonly causes: readonly Cause[];
  readonly ranked: readonly RankedSighting[];
  /** Into `causes`, by the finding's key. */
  readonly indexOf: ReadonlyMap<string, number>;
  /** The errors, without the weak and faint suspects that circumstances do not speak for. */
  readonly errors: readonly LinkedError[];
}

/** @param others environments of another time, to hold these against */
export function causesOf(
  incident: Pick<Incident, "environments">,
  linked: readonly LinkedError[],
  others: readonly Environment[] = [],
): Causes {
  const fleet = new Fleet({ environments: [...others, ...incident.environments] });
  const sightings = sightingsOf(incident, others);
  const before = linksOf(linked);
  const judged = [...sightings.values()].map((sighting) => {
    const blast = blastOf(sighting, fleet);
    const first = firstOf(
      (before.get(sighting.key) ?? []).flatMap(({ error }) => linked[error]?.error ?? []),
    );
    return { sighting, blast, circumstances: circumstancesOf(sighting, blast, first, fleet) };
  });
  const circumstances = new Map(judged.map((one) => [one.sighting.key, one.circumstances]));
  const errors = linked.map((one) => ({
    ...one,
    suspects: one.suspects.filter((suspect) =>
      holds(suspect, circumstances.get(suspect.observed.finding.key)),
    ),
  }));
  const links = linksOf(errors);
  const ranked = judged
    .map((one): RankedSighting => withLinks(one, links.get(one.sighting.key) ?? []))
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

function withLinks(judged: Omit<RankedSighting, "links">, links: readonly RankedLink[]): RankedSighting {
  if (links.length === 0) return { ...judged, links };
  const { observed } = judged.sighting;
  return {
    ...judged,
    sighting: { ...judged.sighting, observed: { ...observed, fix: fixOfCause(observed) } },
    links,
  };
}

/** By the finding's key. */
function linksOf(errors: readonly LinkedError[]): ReadonlyMap<string, readonly RankedLink[]> {
  const links = new Map<string, RankedLink[]>();
  for (const [index, { error, suspects }] of errors.entries()) {
    for (const [place, { observed, strength, link }] of suspects.entries()) {
      const { key } = observed.finding;
      const known = links.get(key) ?? [];
      links.set(key, known);
      known.push({ error: index, place, strength, link, failures: failuresOf(error) });
    }
  }
  for (const known of links.values()) known.sort(byStrength);
  return links;
}

/** What the function logged and then answered well failed no invocation. */
export function failuresOf({ kind, count }: DistinctError): number {
  return kind === "logged" ? 0 : count;
}

function byStrength(left: RankedLink, right: RankedLink): number {
  const handled = Number(left.failures === 0) - Number(right.failures === 0);
  return (
    handled ||
    left.place - right.place ||
    strengthOrder[left.strength] - strengthOrder[right.strength] ||
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
