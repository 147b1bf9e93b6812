/** What a package asks of its surroundings: a Node, its peers, and the packages that it depends on. */

import type { Runtime } from "../lambda/runtime.ts";
import { change, type LayerChange } from "./change.ts";
import { type Contents, foundBy, type LayerPackage, visible } from "./contents.ts";
import { intersects, satisfies, subset, validRange } from "./semver.ts";
import { weighed } from "./step.ts";

/** Both of the same name. */
interface Pair {
  readonly old: LayerPackage;
  readonly now: LayerPackage;
}

const loose = { includePrerelease: true };

/** "engines" counts where it leaves out a runtime that Lambda has. */
export function engineChanges({ old, now }: Pair, runtimes: readonly Runtime[]): readonly LayerChange[] {
  if (old.engines === now.engines || now.engines === null) return [];
  const takes = (range: string | null, { nodeMajor }: Runtime): boolean =>
    range === null || validRange(range) === null || intersects(range, `${nodeMajor}.x`);
  const lost = runtimes.filter((each) => takes(old.engines, each) && !takes(now.engines, each));
  return [
    change({
      code: "engines-raised",
      step: lost.length > 0 ? weighed("major", now.reach) : "patch",
      ...placeOf(now),
      old: old.engines,
      new: now.engines,
      items: lost.map(({ name }) => name),
    }),
  ];
}

/** Peers come from the function, if the layer itself does not bring one that fits. */
export function peerChanges({ old, now }: Pair, contents: Contents): readonly LayerChange[] {
  const [before, after] = [old.manifest, now.manifest];
  if (after === null) return [];
  return [...after.peerDependencies].flatMap(([name, range]) => {
    const former = before?.peerDependencies.get(name) ?? null;
    if (former === range || after.optionalPeers.has(name)) return [];
    const copy = foundBy(now.folder, name, contents)?.version ?? null;
    const isMet = copy !== null && satisfies(copy, range, loose);
    const wasRequired = former !== null && before?.optionalPeers.has(name) === false;
    const isWider =
      wasRequired &&
      validRange(former) !== null &&
      validRange(range) !== null &&
      subset(former, range, loose);
    return change({
      code: wasRequired ? "peer-changed" : "peer-added",
      step: isMet || isWider ? "patch" : weighed("major", now.reach),
      ...placeOf(now),
      entry: name,
      old: former,
      new: range,
    });
  });
}

/** Of the AWS SDK the runtime has a copy. */
const inRuntime = /^(?:@aws-sdk|@smithy|@aws-crypto)\//;

/**
 * Packages that the new layer no longer has though one of its packages needs them, or has in a version out of
 * the declared range. What the old layer lacked as well is nothing new.
 * @param pairs of what both layers have; without them, packages in the same folder are pairs
 */
export function dependencyChanges(
  old: Contents,
  now: Contents,
  pairs?: readonly Pair[],
): readonly LayerChange[] {
  const paired = new Map((pairs ?? []).map((pair) => [pair.now, pair.old]));
  return visible(now).flatMap((each) => {
    const before = paired.get(each) ?? old.packages.get(each.folder);
    return [...(each.manifest?.dependencies ?? [])].flatMap(([name, range]) => {
      if (inRuntime.test(name)) return [];
      const state = stateOf(each, name, range, now);
      const wasSo = before !== undefined && before.manifest?.dependencies.has(name) === true;
      const former = wasSo
        ? stateOf(before, name, before.manifest?.dependencies.get(name) ?? "", old)
        : "good";
      if (state === "good" || state === former) return [];
      const copy = foundBy(each.folder, name, now);
      return change({
        code: state === "missing" ? "dependency-missing" : "dependency-out-of-range",
        step: "major",
        ...placeOf(each),
        // As functions load it, and as native code has it.
        path: each.real.slice("/opt/".length),
        entry: name,
        old: range,
        new: copy?.version ?? null,
      });
    });
  });
}

type Need = "good" | "missing" | "out of range";

function stateOf({ folder, manifest }: LayerPackage, name: string, range: string, contents: Contents): Need {
  const copy = foundBy(folder, name, contents);
  const isOptional = manifest?.optionalDependencies.has(name) === true;
  if (copy === null) return isOptional ? "good" : "missing";
  // A range such as `github:owner/name` or `npm:other@1` says nothing of the version.
  if (copy.version === null || validRange(range) === null) return "good";
  return satisfies(copy.version, range, loose) ? "good" : "out of range";
}

export function placeOf({
  name,
  folder,
  reach,
}: LayerPackage): Pick<LayerChange, "package" | "path" | "reach"> {
  return { package: name, path: folder.slice("/opt/".length), reach };
}
