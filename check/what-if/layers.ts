/** The layer that is to come and, as far as it is known, the one that it replaces. */

import type { OnProblem } from "../../core/layout/problem.ts";
import type { Runtime } from "../lambda/runtime.ts";
import type { Tree } from "../lambda/tree.ts";
import { type Contents, contentsOf, type LayerPackage } from "../layer-diff/contents.ts";
import { type DiffedLayers, layerDiff } from "../layer-diff/layer-diff.ts";
import { siteOf } from "../layer-diff/site.ts";
import { isInStore, plainFolder } from "./plain-folder.ts";
import type { SeenCopy } from "./seen.ts";

export interface Replaced {
  /** The old layer's files; null where they are not given. */
  readonly tree: Tree | null;
  /** The layer's name, with or without its version, as lines name it; null where it is not given. */
  readonly label: string | null;
}

export interface Layers {
  readonly now: Contents;
  readonly old: Contents | null;
  /** The old layer's name; null where it was not given. */
  readonly label: string | null;
  readonly diff: DiffedLayers | null;
  readonly runtimes: readonly Runtime[];
  /** Whether a copy is from the layer that is replaced: `maybe` where it is in /opt and nothing says from which. */
  belongs(copy: SeenCopy): "yes" | "maybe" | "no";
  /** The new layer's package instead of the one in a folder, whose path may have its version in it. */
  inPlaceOf(folder: string): LayerPackage | null;
}

/** @param name with or without its version */
export function isNamed(label: string, name: string): boolean {
  return label === name || label.startsWith(`${name}:`);
}

export function layersOf(
  next: Tree,
  { tree, label }: Replaced,
  runtimes: readonly Runtime[],
  onProblem: OnProblem,
): Layers {
  const [runtime] = runtimes;
  if (runtime === undefined) throw new Error("a layer is judged for one runtime at least");
  const options = { runtimes, publicNames: null, onProblem };
  const diff = tree === null ? null : layerDiff(tree, next, options);
  const now = diff?.now ?? contentsOf(siteOf(next, runtime, onProblem), runtimes, () => true);
  const old = diff?.old ?? null;
  const byPlainFolder = new Map<string, LayerPackage>();
  for (const [folder, one] of now.packages) {
    const plain = plainFolder(folder);
    // What is at the top comes before what only the store has.
    if (!byPlainFolder.has(plain) || !isInStore(folder)) byPlainFolder.set(plain, one);
  }
  const inPlaceOf = (folder: string): LayerPackage | null =>
    now.packages.get(folder) ?? byPlainFolder.get(plainFolder(folder)) ?? null;
  return {
    now,
    old,
    label,
    diff,
    runtimes,
    inPlaceOf,
    belongs(copy) {
      if (copy.root !== "layer") return "no";
      if (label !== null && copy.layer !== null) return isNamed(copy.layer, label) ? "yes" : "no";
      // Another layer may have a package in the same folder, and then another version of it.
      if (old !== null) {
        // The layer's own code is asked for by its path.
        if (
          copy.specifier?.startsWith("/opt/") === true &&
          old.others.includes(copy.specifier.slice("/opt/".length))
        )
          return "yes";
        const own = old.packages.get(copy.path);
        return own !== undefined && own.version === copy.version ? "yes" : "no";
      }
      return inPlaceOf(copy.path) === null ? "maybe" : "yes";
    },
  };
}
