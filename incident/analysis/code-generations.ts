/**
 * When a function's own code changed while its packages stayed the same.
 *
 * The fingerprint of packages and code changes also when an environment loads one more of its own files. So one
 * value after another says nothing. A change of code shows where all values before a time are other than all
 * values after it, and only if it cannot be chance: two environments on each side, or another version of the
 * function.
 */
import type { Environment, Load } from "../model/model.ts";

interface Part {
  readonly loads: Load[];
  readonly environments: Set<string>;
  readonly versions: Set<string>;
}

/** Of one function's loads with the same packages: a number for each generation of its own code, from 0. */
export function codeGenerationsOf(environments: readonly Environment[]): ReadonlyMap<Load, number> {
  const byPackages = new Map<string, { readonly environment: Environment; readonly load: Load }[]>();
  for (const environment of environments)
    for (const load of environment.loads) {
      if (load.codeFingerprints.length === 0) continue;
      const known = byPackages.get(load.fingerprint) ?? [];
      byPackages.set(load.fingerprint, known);
      known.push({ environment, load });
    }
  const generations = new Map<Load, number>();
  for (const loads of byPackages.values()) {
    loads.sort((left, right) => left.load.since - right.load.since);
    const parts = partsOf(loads);
    for (const [index, part] of parts.entries()) for (const load of part.loads) generations.set(load, index);
  }
  return generations;
}

/** Cut wherever no value comes again; what is too little to be sure of stays with what was before. */
function partsOf(
  loads: readonly { readonly environment: Environment; readonly load: Load }[],
): readonly Part[] {
  const last = new Map<string, number>();
  for (const [index, { load }] of loads.entries())
    for (const code of load.codeFingerprints) last.set(code, index);
  const cuts: Part[] = [];
  let reach = -1;
  for (const [index, { environment, load }] of loads.entries()) {
    if (index > reach) cuts.push({ loads: [], environments: new Set(), versions: new Set() });
    for (const code of load.codeFingerprints) reach = Math.max(reach, last.get(code) ?? index);
    const part = cuts.at(-1);
    part?.loads.push(load);
    part?.environments.add(environment.id);
    part?.versions.add(environment.functionVersion);
  }
  const parts: Part[] = [];
  for (const cut of cuts) {
    const before = parts.at(-1);
    if (before === undefined || isChange(before, cut)) parts.push(cut);
    else {
      before.loads.push(...cut.loads);
      for (const id of cut.environments) before.environments.add(id);
      for (const version of cut.versions) before.versions.add(version);
    }
  }
  return parts;
}

function isChange(before: Part, after: Part): boolean {
  if (before.environments.size >= 2 && after.environments.size >= 2) return true;
  return [...after.versions].every((version) => !before.versions.has(version));
}
