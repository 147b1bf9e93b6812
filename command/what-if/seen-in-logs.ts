/** What logs say about each function, of the newest code that they show of it. */

import type { SeenCopy, SeenFinding, SeenFunction } from "../../check/what-if/seen.ts";
import { member } from "../../core/json.ts";
import type { Copy, Environment, Incident, ObservedFinding } from "../../incident/model/model.ts";
import { runtimeNameOf } from "../shared/runtime-name.ts";

export function seenInLogs({ environments }: Incident): readonly SeenFunction[] {
  const byName = Map.groupBy(environments, ({ functionName }) => functionName);
  return [...byName].map(([name, all]) => {
    const newest = [...all].sort((left, right) => right.last - left.last);
    const version = newest[0]?.functionVersion;
    const current = newest.filter(({ functionVersion }) => functionVersion === version);
    return {
      name,
      runtime: first(current, runtimeNameOf),
      arch: first(current, ({ facts }) => facts?.arch ?? null),
      invocations: current.reduce((sum, { invocations }) => sum + invocations, 0),
      copies: copiesIn(current),
      findings: findingsIn(current.flatMap(({ findings }) => findings)),
      isLoaded: true,
      layers: [],
      wrappers: [...new Set(current.flatMap(({ facts }) => facts?.wrappers ?? []))],
    };
  });
}

function first<Answer>(all: readonly Environment[], of: (one: Environment) => Answer | null): Answer | null {
  for (const each of all) {
    const answer = of(each);
    if (answer !== null) return answer;
  }
  return null;
}

/** The newest environment decides which version is at a path; others may have loaded more. */
function copiesIn(newestFirst: readonly Environment[]): readonly SeenCopy[] {
  const found = new Map<string, SeenCopy>();
  for (const { loads } of newestFirst) {
    for (const copy of loads.at(-1)?.copies ?? [])
      if (!found.has(copy.path)) found.set(copy.path, seenCopy(copy));
  }
  return [...found.values()];
}

function seenCopy(copy: Copy & { readonly layer?: string }): SeenCopy {
  const { package: name, version, path, root, importer, specifier, how, layer = null } = copy;
  return { package: name, version, path, root, importer, specifier, how, layer };
}

function findingsIn(observed: readonly ObservedFinding[]): readonly SeenFinding[] {
  const found = new Map(observed.map(({ finding }) => [finding.key, finding]));
  return [...found.values()].map(({ code, severity, package: name, range, winner, loser, evidence }) => {
    const specifier = member(evidence, "specifier");
    return {
      code,
      severity,
      package: name,
      range: range ?? null,
      winner: winner?.path ?? null,
      loser: loser?.path ?? null,
      specifier: typeof specifier === "string" ? specifier : null,
    };
  });
}
