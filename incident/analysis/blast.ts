/**
 * Who is affected by a finding, and how much worse they fare than other environments of the same functions.
 */
import type { Environment } from "../model/model.ts";
import type { Blast } from "./analysis.ts";
import { type Fleet, type Totals, totalsOf } from "./fleet.ts";
import type { Sighting } from "./sightings.ts";

export function blastOf({ environments, others }: Sighting, fleet: Fleet): Blast {
  const functions = [...new Set(environments.map(({ functionName }) => functionName))].sort();
  const all = totalsOf(functions.map((name) => fleet.totalsOf(name)));
  const affected = sumOf(environments);
  const having = totalsOf([
    affected,
    sumOf(others.filter(({ functionName }) => functions.includes(functionName))),
  ]);
  const isEverywhere = all.environments <= having.environments;
  return {
    functions,
    versions: [
      ...new Set(
        environments.map(({ functionName, functionVersion }) => `${functionName}:${functionVersion}`),
      ),
    ].sort(),
    environments: affected.environments,
    invocations: affected.invocations,
    failed: affected.failed,
    without: isEverywhere
      ? null
      : { invocations: all.invocations - having.invocations, failed: all.failed - having.failed },
  };
}

function sumOf(environments: readonly Environment[]): Totals {
  return totalsOf(environments.map(({ invocations, failed }) => ({ environments: 1, invocations, failed })));
}
