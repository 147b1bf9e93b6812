/** The folders of a tree and what is in each: found once, however many functions the tree belongs to. */
import type { TreeNode } from "./tree.ts";

export interface Folders {
  readonly hasLinks: boolean;
  /** Also of a folder that is there only because something is below it. `""` is the tree's own. */
  has(folder: string): boolean;
  /** Sorted. */
  names(folder: string): readonly string[];
}

type Nodes = ReadonlyMap<string, TreeNode | { readonly node: TreeNode }>;

const known = new WeakMap<Nodes, Folders>();

export function foldersOf(nodes: Nodes): Folders {
  const folders = known.get(nodes) ?? listed(nodes);
  known.set(nodes, folders);
  return folders;
}

function listed(nodes: Nodes): Folders {
  const names = new Map<string, string[]>([["", []]]);
  const isSorted = new Set<string>();
  let hasLinks = false;
  const add = (path: string): void => {
    const slash = path.lastIndexOf("/");
    const above = path.slice(0, Math.max(0, slash));
    const siblings = names.get(above);
    if (siblings !== undefined) siblings.push(path.slice(slash + 1));
    else {
      names.set(above, [path.slice(slash + 1)]);
      // Not every tree has an entry for each of its folders.
      if (!nodes.has(above)) add(above);
    }
  };
  for (const [path, each] of nodes) {
    add(path);
    hasLinks ||= ("node" in each ? each.node : each).kind === "link";
  }
  return {
    hasLinks,
    has: (folder) => names.has(folder),
    names(folder) {
      const found = names.get(folder) ?? [];
      if (!isSorted.has(folder)) found.sort();
      isSorted.add(folder);
      return found;
    },
  };
}
