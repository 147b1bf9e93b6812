/**
 * The order of causes. First what explains failed invocations, then what explains errors that the function
 * handled:
 * 1. by the failures it is the likeliest explanation of, then by all it is linked to;
 * 2. by its level, then by severity;
 * 3. by whether environments without it fare better, then whether it appeared before the first failure. Then
 *    the rest: by severity, the same circumstances, how near the code is to a cause, and time. What is
 *    accepted or `info` comes last.
 */
import { rankOf } from "../../core/findings/finding.ts";
import { severityOrder } from "../../core/findings/rule/severity.ts";
import type { Blast } from "./analysis.ts";
import type { Circumstances } from "./circumstances.ts";
import type { SupportedSuspect } from "./judged-error.ts";
import { isBlamable, type Sighting } from "./sightings.ts";

export interface RankedLink {
  /** Into the errors. */
  readonly error: number;
  /** Its place among the error's suspects, 0 for the likeliest. */
  readonly place: number;
  readonly suspect: SupportedSuspect;
  /** How often the error failed an invocation; 0 where the function handled it. */
  readonly failures: number;
  /** How often the function handled it; 0 where it failed an invocation. */
  readonly handled: number;
}

export interface RankedSighting {
  readonly sighting: Sighting;
  readonly blast: Blast;
  readonly circumstances: Circumstances;
  /** The strongest first. */
  readonly links: readonly RankedLink[];
}

type Linked = Pick<RankedSighting, "links">;

/** Failures that it explains best. */
export function leads({ links }: Linked): number {
  return links.reduce((sum, { place, failures }) => sum + (place === 0 ? failures : 0), 0);
}

/** Handled errors that it explains best. */
export function leadsHandled({ links }: Linked): number {
  return links.reduce((sum, { place, handled }) => sum + (place === 0 ? handled : 0), 0);
}

export function inOrder(left: RankedSighting, right: RankedSighting): number {
  const [before, after] = [weights(left), weights(right)];
  for (const [index, weight] of before.entries()) {
    const other = after[index] ?? 0;
    if (weight !== other) return weight - other;
  }
  return left.sighting.key < right.sighting.key ? -1 : 1;
}

/** Least first. */
function weights(ranked: RankedSighting): readonly number[] {
  const { sighting, circumstances, links } = ranked;
  return [
    isBlamable(sighting.observed) || links.length > 0 ? 0 : 1,
    -leads(ranked),
    -leadsHandled(ranked),
    -links.reduce((sum, { failures }) => sum + failures, 0),
    -Math.max(0, ...links.map(({ suspect: { level } }) => level)),
    severityOrder[sighting.observed.finding.severity],
    -links.length,
    circumstances.differs ? 0 : 1,
    circumstances.appeared ? 0 : 1,
    rankOf(sighting.observed.finding.code),
    sighting.first,
  ];
}
