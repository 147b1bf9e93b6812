/**
 * /opt as Lambda makes it of the ordered layers: folders merge, anything else replaces what was there. Unlike
 * in production, it is known which layer each file comes from, and which layers it was overwritten in.
 */
import { foldersOf } from "./folders.ts";
import type { Tree, TreeNode } from "./tree.ts";
import type { Mount } from "./virtual-files.ts";

export interface OptNode {
  readonly node: TreeNode;
  /** The layer whose file is there; of a folder, the last one that has it. Counted from 0, the lowest. */
  readonly layer: number;
}

export interface Overwritten {
  readonly path: string;
  /** The layer whose file is gone, and the one whose file took its place. */
  readonly loser: number;
  readonly winner: number;
}

export interface Opt {
  /** By path relative to /opt. */
  readonly nodes: ReadonlyMap<string, OptNode>;
  /** In the order in which the layers are extracted. Files and links only. */
  readonly overwritten: readonly Overwritten[];
}

interface Merged {
  /** The nodes of the layers, by which they are known whatever their names are. */
  readonly layers: readonly Tree["nodes"][];
  readonly opt: Opt;
}

/** By the highest layer's nodes: many functions have the same layers. */
const known = new WeakMap<Tree["nodes"], Merged[]>();

/** @param layers lowest first */
export function mergeLayers(layers: readonly Tree[]): Opt {
  const highest = layers.at(-1)?.nodes;
  if (highest === undefined) return { nodes: new Map(), overwritten: [] };
  const all = known.get(highest) ?? [];
  known.set(highest, all);
  const same = all.find(
    (one) =>
      one.layers.length === layers.length && one.layers.every((nodes, at) => nodes === layers[at]?.nodes),
  );
  if (same !== undefined) return same.opt;
  const opt = merged(layers);
  all.push({ layers: layers.map(({ nodes }) => nodes), opt });
  return opt;
}

/** @param layers those that were merged */
export function optMount({ nodes }: Opt, layers: readonly Tree[]): Mount {
  const layerOf = (path: string): Tree => {
    const layer = layers[nodes.get(path)?.layer ?? -1];
    if (layer === undefined) throw new Error(`/opt/${path} is in no layer`);
    return layer;
  };
  return {
    folders: foldersOf(nodes),
    node: (path) => nodes.get(path)?.node,
    read: (path, offset, length) => layerOf(path).read(path, offset, length),
    nameOf: (path) => layerOf(path).name,
  };
}

function merged(layers: readonly Tree[]): Opt {
  const nodes = new Map<string, OptNode>();
  const overwritten: Overwritten[] = [];
  const lose = (path: string, known: OptNode, winner: number): void => {
    if (known.node.kind !== "directory") overwritten.push({ path, loser: known.layer, winner });
  };
  for (const [layer, tree] of layers.entries()) {
    for (const path of belowReplaced(nodes, tree)) {
      const lost = nodes.get(path);
      nodes.delete(path);
      if (lost !== undefined) lose(path, lost, layer);
    }
    for (const [path, node] of inDepth(tree)) {
      const known = nodes.get(path);
      if (known !== undefined && known.layer !== layer) lose(path, known, layer);
      nodes.set(path, { node, layer });
    }
  }
  return { nodes, overwritten };
}

/** What is in folders that become a file or a link. */
function belowReplaced(nodes: ReadonlyMap<string, OptNode>, layer: Tree): readonly string[] {
  const isReplaced = (path: string): boolean => {
    const node = layer.nodes.get(path);
    return node !== undefined && node.kind !== "directory" && nodes.get(path)?.node.kind === "directory";
  };
  const replaced = new Set([...layer.nodes.keys()].filter(isReplaced));
  if (replaced.size === 0) return [];
  return [...nodes.keys()].filter((path) => {
    for (let slash = path.lastIndexOf("/"); slash > 0; slash = path.lastIndexOf("/", slash - 1))
      if (replaced.has(path.slice(0, slash))) return true;
    return false;
  });
}

/** A folder before what is in it. */
function inDepth(tree: Tree): readonly (readonly [string, TreeNode])[] {
  return [...tree.nodes].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}
