/**
 * What changed from one layer to the next, and the step of a semantic version that this makes:
 * 1. Both are mounted at /opt, and their packages are matched by folder, or by name where one moved.
 * 2. Where a package's bytes differ, its version, its entries and their names, and what it asks of its
 *    surroundings are compared.
 * 3. Native code and what is in no package are compared.
 * Each change has a step; the layer's is the highest of them. Nothing of a layer is run.
 */
import type { OnProblem } from "../../core/layout/problem.ts";
import type { Runtime } from "../lambda/runtime.ts";
import type { Tree } from "../lambda/tree.ts";
import { sameContent } from "../layers/same-file.ts";
import { change, type LayerChange } from "./change.ts";
import { type Contents, contentsOf, declaredNames, visible } from "./contents.ts";
import { entryChanges } from "./entry-changes.ts";
import { fileChanges } from "./file-changes.ts";
import { dependencyChanges, engineChanges, peerChanges, placeOf } from "./manifest-changes.ts";
import { isTypesOnly, matched, type Pair } from "./matched-packages.ts";
import { nativeChanges, nativesIn } from "./native-changes.ts";
import { reaches } from "./reach.ts";
import { siteOf } from "./site.ts";
import { highest, type Step, steps, weighed } from "./step.ts";
import { versionStep } from "./version-step.ts";

export interface DiffOptions {
  /** Those that the layer is for; one at least. */
  readonly runtimes: readonly Runtime[];
  /** Names of the packages that functions are meant to import; null to take what the layers declare. */
  readonly publicNames: ReadonlySet<string> | null;
  readonly onProblem: OnProblem;
}

export interface LayerDiff {
  /** Null where nothing differs. */
  readonly step: Step | null;
  /** The heaviest first. */
  readonly changes: readonly LayerChange[];
  /** Of both layers, by which functions can reach them: public, shared, inner. */
  readonly packages: { readonly old: number; readonly new: number; readonly unchanged: number };
  /** Where `public` comes from. */
  readonly publicBy: "option" | "package.json" | "everything at the top";
}

export interface DiffedLayers extends LayerDiff {
  readonly old: Contents;
  readonly now: Contents;
}

export function layerDiff(oldTree: Tree, newTree: Tree, options: DiffOptions): DiffedLayers {
  const { runtimes, onProblem, publicNames } = options;
  const [runtime] = runtimes;
  if (runtime === undefined) throw new Error("a layer is compared for one runtime at least");
  const sites = [siteOf(oldTree, runtime, onProblem), siteOf(newTree, runtime, onProblem)] as const;
  const declared = sites.map((site) => declaredNames(site, runtimes));
  const known = declared.every((names) => names !== null)
    ? new Set(declared.flatMap((names) => [...names]))
    : null;
  const chosen = publicNames ?? known;
  const isPublic = (name: string): boolean => chosen === null || chosen.has(name);
  const old = contentsOf(sites[0], runtimes, isPublic);
  const now = contentsOf(sites[1], runtimes, isPublic);
  const { pairs, changes: moves } = matched(old, now, runtimes);
  const isSame = new Map(pairs.map((pair) => [pair, sameBytes(pair, old, now, onProblem)]));
  const changes = [
    ...moves,
    ...pairs.flatMap((pair) => (isSame.get(pair) === true ? [] : pairChanges(pair, old, now, runtimes))),
    ...dependencyChanges(old, now, pairs),
    ...nativeChanges(nativesIn(old, runtimes), nativesIn(now, runtimes), { old, now, pairs }, runtimes),
    ...fileChanges(old, now, onProblem),
  ];
  return {
    old,
    now,
    step: highest(changes.map(({ step }) => step)),
    changes: changes.sort(byWeight),
    packages: {
      old: visible(old).length,
      new: visible(now).length,
      unchanged: [...isSame.values()].filter(Boolean).length,
    },
    publicBy: publicNames !== null ? "option" : known !== null ? "package.json" : "everything at the top",
  };
}

/** What functions are meant to import comes first in each step. */
function byWeight(left: LayerChange, right: LayerChange): number {
  const order = ({ reach }: LayerChange): number => (reach === null ? 0 : reaches.indexOf(reach));
  const paths = left.path < right.path ? -1 : left.path > right.path ? 1 : 0;
  return steps.indexOf(left.step) - steps.indexOf(right.step) || order(left) - order(right) || paths;
}

function pairChanges(
  pair: Pair,
  old: Contents,
  now: Contents,
  runtimes: readonly Runtime[],
): readonly LayerChange[] {
  const { old: before, now: after } = pair;
  const place = placeOf(after);
  const version = versionStep(before.version, after.version);
  const first =
    version === null
      ? change({ code: "same-version", step: "patch", ...place, old: before.version, new: after.version })
      : change({
          code: version.code,
          step: isTypesOnly(after) ? "patch" : weighed(version.step, after.reach),
          ...place,
          old: before.version,
          new: after.version,
        });
  return [
    first,
    ...entryChanges({ package: before, contents: old }, { package: after, contents: now }),
    ...engineChanges(pair, runtimes),
    ...peerChanges(pair, now),
  ];
}

function sameBytes(
  { old: before, now: after }: Pair,
  old: Contents,
  now: Contents,
  onProblem: OnProblem,
): boolean {
  const pathIn = (real: string, file: string): string =>
    real.slice("/opt/".length) + (file === "" ? "" : `/${file}`);
  return (
    before.files.length === after.files.length &&
    before.files.every(
      (file, index) =>
        file === after.files[index] &&
        sameContent(
          { tree: old.site.tree, path: pathIn(before.real, file) },
          { tree: now.site.tree, path: pathIn(after.real, file) },
          onProblem,
        ),
    )
  );
}
