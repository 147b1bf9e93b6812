/**
 * What speaks for a finding as a cause, apart from the code it is tied to:
 * 1. environments that have it fail, and those of the same functions that do not have it fail much less;
 * 2. it was first seen after environments without it had run, and before or with the first failure it is tied
 *    to.
 */
import type { Environment } from "../model/model.ts";
import type { Blast } from "./analysis.ts";
import type { Fleet } from "./fleet.ts";
import { isKnown } from "./known-time.ts";
import { shareFailed } from "./rate.ts";
import type { Sighting } from "./sightings.ts";

export interface Circumstances {
  readonly differs: boolean;
  /** Environments without it ran before it was first seen. */
  readonly hasEarlier: boolean;
  readonly appeared: boolean;
}

/** Below this many invocations without it, that they did not fail says little. */
const fewInvocations = 3;
const muchLess = 1 / 4;
/** Findings are written when the invocation that ran into them is over. */
const writtenAfterMs = 10_000;

/** @param firstFailure of the errors it is tied to; null where it is tied to none */
export function circumstancesOf(
  sighting: Sighting,
  blast: Blast,
  firstFailure: number | null,
  fleet: Fleet,
): Circumstances {
  const { without } = blast;
  const enough = without !== null && without.invocations >= fewInvocations;
  return {
    differs: enough && blast.failed > 0 && shareFailed(without) <= shareFailed(blast) * muchLess,
    hasEarlier: ranBefore(sighting, blast, fleet),
    appeared: firstFailure !== null && cameWith(sighting, blast, firstFailure, fleet),
  };
}

/** First seen after environments without it had run, and no later than this failure. */
function cameWith(sighting: Sighting, blast: Blast, failure: number, fleet: Fleet): boolean {
  return isKnown(failure) && sighting.first <= failure + writtenAfterMs && ranBefore(sighting, blast, fleet);
}

function ranBefore({ environments, others, first }: Sighting, { functions }: Blast, fleet: Fleet): boolean {
  if (!isKnown(first)) return false;
  const affected = new Set([...environments, ...others]);
  const isEarlier = ({ first: began, invocations }: Environment): boolean =>
    isKnown(began) && began < first && invocations > 0;
  return functions.some((name) =>
    fleet.ofFunction(name).some((environment) => isEarlier(environment) && !affected.has(environment)),
  );
}
