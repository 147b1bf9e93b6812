/**
 * What a finding arrived with, where no change of copies shows it: an environment whose init failed has no
 * set of copies, but its version and its runtime are known. They are compared with those of the function's
 * environments that ran before, without the finding.
 */
import type { Environment } from "../model/model.ts";
import type { Before, Succession } from "./analysis.ts";
import { isOther } from "./between.ts";
import { isKnown } from "./known-time.ts";
import type { Sighting } from "./sightings.ts";

/** Null where nothing is known to have come with it. */
export function arrivalOf({ environments, first }: Sighting, all: readonly Environment[]): Before | null {
  const functions = new Set(environments.map(({ functionName }) => functionName));
  if (functions.size !== 1) return null;
  const earlier = all.filter(
    (one) =>
      functions.has(one.functionName) &&
      isKnown(one.first) &&
      one.first < first &&
      !environments.includes(one),
  );
  const versions = successionOf(earlier, environments, ({ functionVersion }) => functionVersion);
  const runtimes = successionOf(earlier, environments, ({ runtimeVersionArn }) => runtimeVersionArn);
  return versions === null && runtimes === null ? null : { kind: "arrival", versions, runtimes };
}

function successionOf(
  earlier: readonly Environment[],
  now: readonly Environment[],
  of: (environment: Environment) => string | null,
): Succession | null {
  const before = new Set(earlier.flatMap((one) => of(one) ?? []));
  const after = new Set(now.flatMap((one) => of(one) ?? []));
  return isOther(before, after) ? { before: [...before].sort(), after: [...after].sort() } : null;
}
