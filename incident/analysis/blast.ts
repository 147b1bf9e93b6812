/** Who is affected by a finding, and how much worse they fare than other environments of the same functions. */
import type { Blast } from "./analysis.ts";
import { type Fleet, totalsOf } from "./fleet.ts";
import type { Sighting } from "./sightings.ts";

export function blastOf({ environments }: Sighting, fleet: Fleet): Blast {
  const functions = [...new Set(environments.map(({ functionName }) => functionName))].sort();
  const all = totalsOf(functions.map((name) => fleet.totalsOf(name)));
  const affected = totalsOf(environments.map(({ invocations, failed }) => ({ environments: 1, invocations, failed })));
  const isEverywhere = all.environments <= affected.environments;
  return {
    functions,
    versions: [...new Set(environments.map(({ functionName, functionVersion }) => `${functionName}:${functionVersion}`))].sort(),
    environments: affected.environments,
    invocations: affected.invocations,
    failed: affected.failed,
    without: isEverywhere ? null : { invocations: all.invocations - affected.invocations, failed: all.failed - affected.failed },
  };
}
