/**
 * What the start loads for certain, by copy: modules and bytes. It is a forecast of what the start costs, since
 * reading and compiling take time for each of them. What production measures is in its `init` lines.
 */
import { placeInNodeModules } from "../core/layout/copy.ts";
import { ownCodeName } from "../core/layout/copy-ref.ts";
import { type Root, Roots } from "../core/layout/roots.ts";

export interface StartCopy {
  /** `(function)` and so on for a root's own code. */
  readonly package: string;
  readonly root: Root;
  /** As it was named to the check; null outside of layers. */
  readonly layer: string | null;
  readonly modules: number;
  /** Of these modules; files of a runtime of which only names are known have none. */
  readonly bytes: number;
}

export interface Facts {
  /** Null for anything but a file. */
  bytesOf(path: string): number | null;
  /** The layer of a path in /opt. */
  layerOf(path: string): string | null;
}

const roots = new Roots({ sysroot: "" });

/** The most bytes first. Built-in modules are left out. @param modules physical paths */
export function startLoad(modules: Iterable<string>, { bytesOf, layerOf }: Facts): readonly StartCopy[] {
  const copies = new Map<string, { -readonly [Key in keyof StartCopy]: StartCopy[Key] }>();
  for (const path of modules) {
    const root = roots.rootOf(path);
    if (root === "node") continue;
    const place = placeInNodeModules(path);
    const layer = root === "layer" ? layerOf(path) : null;
    const key = `${place?.path ?? root} ${layer}`;
    let copy = copies.get(key);
    if (copy === undefined) {
      copy = { package: place?.package ?? ownCodeName(root), root, layer, modules: 0, bytes: 0 };
      copies.set(key, copy);
    }
    copy.modules++;
    copy.bytes += bytesOf(path) ?? 0;
  }
  return [...copies.values()].sort((left, right) => right.bytes - left.bytes || right.modules - left.modules);
}
