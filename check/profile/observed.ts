/** Profiles by what functions have loaded from the runtime in production. */
import { maxPackages, type ProfilePackage, type RuntimeProfile } from "./runtime-profile.ts";

/** What one environment reported. */
export interface Observed {
  readonly runtime: string;
  readonly release: string | null;
  /** The last time that it was seen, in milliseconds since the epoch. */
  readonly at: number;
  readonly packages: readonly ProfilePackage[];
}

/**
 * One profile for each runtime. Where environments differ, a runtime was updated in between: what was seen
 * last is taken.
 */
export function observedProfiles(observed: readonly Observed[]): readonly RuntimeProfile[] {
  const byRuntime = Map.groupBy(
    observed.filter(({ packages }) => packages.length > 0),
    ({ runtime }) => runtime,
  );
  return [...byRuntime]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([runtime, all]) => {
      const inOrder = [...all].sort((left, right) => left.at - right.at);
      const byPath = new Map<string, ProfilePackage>();
      for (const { packages } of inOrder) {
        for (const each of packages)
          if (byPath.size < maxPackages || byPath.has(each.path)) byPath.set(each.path, each);
      }
      const last = inOrder.at(-1);
      const environments = all.length === 1 ? "1 environment" : `${all.length} environments`;
      return {
        runtime,
        release: inOrder.findLast(({ release }) => release !== null)?.release ?? null,
        source: `what ${environments} loaded from the runtime`,
        asOf: new Date(last?.at ?? 0).toISOString().slice(0, 10),
        packages: [...byPath.values()].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)),
      };
    });
}

/** The first, with the packages that only the second has. */
export function completed(profile: RuntimeProfile, other: RuntimeProfile | null): RuntimeProfile {
  if (other === null) return profile;
  const known = new Set(profile.packages.map(({ path }) => path));
  const more = other.packages.filter(({ path }) => !known.has(path));
  return { ...profile, packages: [...profile.packages, ...more] };
}
