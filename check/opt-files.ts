/**
 * Every file that the layers bring, for a reader of /opt: the layer whose file is there, those whose file it
 * overwrote, and whether the function loads it.
 */
import type { Opt } from "./lambda/opt.ts";
import type { Tree } from "./lambda/tree.ts";
import { sameFile } from "./layers/same-file.ts";

export interface OptFile {
  /** Below /opt. */
  readonly path: string;
  readonly bytes: number;
  /** Counted from 0, the lowest. */
  readonly layer: number;
  /** The files of lower layers that are gone, the last one first. */
  readonly lost: readonly LostFile[];
  /** Whether the function loads it for certain, or only if some code runs. */
  readonly loads: "will" | "may" | null;
}

export interface LostFile {
  readonly layer: number;
  readonly bytes: number;
  /** It has the bytes of the file that is there now. */
  readonly identical: boolean;
}

export interface Loaded {
  /** Physical paths. */
  readonly certain: ReadonlySet<string>;
  readonly possible: ReadonlySet<string>;
}

/**
 * In the order of the paths. What was below a folder that a file took the place of is only in the overlaps.
 */
export function optFiles(layers: readonly Tree[], opt: Opt, loaded: Loaded): readonly OptFile[] {
  const lost = new Map<string, LostFile[]>();
  for (const { path, loser } of opt.overwritten) {
    const node = layers[loser]?.nodes.get(path);
    const bytes = node?.kind === "file" ? node.size : 0;
    const [above, below] = [layers[opt.nodes.get(path)?.layer ?? -1], layers[loser]];
    const identical = above !== undefined && below !== undefined && sameFile(above, below, path);
    const known = lost.get(path);
    const one = { layer: loser, bytes, identical };
    if (known === undefined) lost.set(path, [one]);
    else known.unshift(one);
  }
  const files: OptFile[] = [];
  for (const [path, { node, layer }] of opt.nodes) {
    if (node.kind === "directory") continue;
    const place = `/opt/${path}`;
    const loads = loaded.certain.has(place) ? "will" : loaded.possible.has(place) ? "may" : null;
    const bytes = node.kind === "file" ? node.size : 0;
    files.push({ path, bytes, layer, lost: lost.get(path) ?? [], loads });
  }
  return files.sort((left, right) => (left.path < right.path ? -1 : 1));
}
