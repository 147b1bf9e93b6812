/**
 * Which layer a path in /opt came from, by the lock of the function and by the manifests that layers brought.
 *
 * 1. The order of layers is that of the function's entry in the lock: the one of its name, or the only one.
 *    Where all entries have the same layers, any of them does.
 * 2. A manifest in /opt says what is there, the lock what should be: of two layers of one name the manifest's
 *    counts, unless both have the same files: the lock knows the number that Lambda gave. The place of a
 *    layer that only a manifest names is not known.
 * 3. A path belongs to the nearest folder above it that some layer has as a package. Of several layers with
 *    that folder, the highest whose version is the one that is there. The label then has the layer's version.
 * 4. Where no layer has that version, the layer is not the build that is known: its name alone is given.
 *    Without an order it is given only where one layer alone has the folder.
 */
import { functionInLock } from "./function-in-lock.ts";
import { type Lock, type LockedLayer, type LockedPackage, labelOf } from "./lock.ts";

const nodeModules = "node_modules/";
const maxLevels = 40;

/** What the lock has at a folder. */
export interface LockedCopy {
  readonly layer: LockedLayer;
  /** Relative to /opt. */
  readonly folder: string;
  readonly package: LockedPackage;
  /** False where another of the function's layers has other files in the folder: in /opt they are merged. */
  readonly alone: boolean;
}

export class LayerNames {
  /** Goes on after the lock's name; null where the lock can be used, or there is none. */
  readonly problem: string | null;
  /** Whether the content of all of the function's layers is locked. */
  readonly isWhole: boolean;
  /** As the lock has them, the highest first. */
  readonly #locked: readonly LockedLayer[];
  /** The same, with a manifest instead of the layer of its name that has other files. */
  readonly #ordered: readonly LockedLayer[];
  /** Layers that only a manifest names. */
  readonly #others: readonly LockedLayer[];
  #byName: ReadonlyMap<string, readonly string[]> | null = null;

  constructor(lock: Lock | null, functionName: string, manifests: readonly LockedLayer[]) {
    const entry = lock === null ? null : functionInLock(lock, functionName);
    this.problem =
      lock !== null && entry === null
        ? `has ${lock.functions.size} functions and none of the name ${functionName}; it is not used`
        : null;
    const labels = [...(entry?.layers ?? [])].reverse();
    this.#locked = labels.flatMap((label) => lock?.layers.get(label) ?? []);
    this.isWhole = entry !== null && this.#locked.length === labels.length;
    const byName = new Map(manifests.map((manifest) => [manifest.name, manifest]));
    this.#ordered = this.#locked.map((layer) => {
      const manifest = byName.get(layer.name);
      return manifest === undefined || manifest.tree === layer.tree ? layer : manifest;
    });
    const inOrder = new Set(this.#locked.map(({ name }) => name));
    this.#others = [...byName.values()].filter(({ name }) => !inOrder.has(name));
  }

  /**
   * `shop-utils:7`, `shop-utils` where what is there is another build of it; null where it is not known.
   * @param path relative to /opt
   * @param version of the copy that is there
   */
  labelOf(path: string, version: string | null): string | null {
    let folder = path;
    for (let level = 0; folder !== "" && level < maxLevels; level++) {
      const has = ({ packages }: LockedLayer): boolean => packages.has(folder);
      const ordered = this.#ordered.filter(has);
      const others = this.#others.filter(has);
      if (ordered.length + others.length > 0) {
        // What no layer has is in a package of its own, whoever brought the one around it.
        if (path.slice(folder.length).includes(`/${nodeModules}`)) return null;
        return labelAmong(ordered, others, folder, version);
      }
      folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/")));
    }
    const withNative = (layers: readonly LockedLayer[]) => layers.filter(({ natives }) => natives.has(path));
    const [first] = withNative(this.#ordered);
    const only = withNative(this.#others);
    const layer = first ?? (only.length === 1 ? only[0] : undefined);
    return layer === undefined ? null : labelOf(layer);
  }

  /** What the lock has in this folder, relative to /opt; null where it has nothing there. */
  lockedAt(folder: string): LockedCopy | null {
    const layers = this.#locked.filter(({ packages }) => packages.has(folder));
    const [layer] = layers;
    const locked = layer?.packages.get(folder);
    if (layer === undefined || locked === undefined) return null;
    const alone = layers.every(({ packages }) => packages.get(folder)?.tree === locked.tree);
    return { layer, folder, package: locked, alone };
  }

  /** Where the lock has the package for all who look in /opt: in no folder that is nested in a package. */
  foldersOf(name: string): readonly string[] {
    this.#byName ??= this.#folders();
    return this.#byName.get(name) ?? [];
  }

  #folders(): ReadonlyMap<string, readonly string[]> {
    const byName = new Map<string, string[]>();
    const seen = new Set<string>();
    for (const { packages } of this.#locked) {
      for (const folder of packages.keys()) {
        const at = folder.indexOf(nodeModules);
        const name = folder.slice(at + nodeModules.length);
        if (at < 0 || seen.has(folder) || name.includes(nodeModules) || name.startsWith(".")) continue;
        seen.add(folder);
        const folders = byName.get(name);
        if (folders === undefined) byName.set(name, [folder]);
        else folders.push(folder);
      }
    }
    return byName;
  }
}

function labelAmong(
  ordered: readonly LockedLayer[],
  others: readonly LockedLayer[],
  folder: string,
  version: string | null,
): string | null {
  const fits = ({ packages }: LockedLayer): boolean => (packages.get(folder)?.version ?? null) === version;
  const highest = ordered.find(fits);
  if (highest !== undefined) return labelOf(highest);
  const fitting = others.filter(fits);
  if (fitting[0] !== undefined) return fitting.length === 1 ? labelOf(fitting[0]) : null;
  const [first] = ordered;
  if (first !== undefined) return first.name;
  return others.length === 1 && others[0] !== undefined ? others[0].name : null;
}
