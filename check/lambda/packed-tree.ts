/** Several trees as one, each put at a path: an archive that a tool makes of files and folders. */
import { addFoldersAbove } from "./memory-tree.ts";
import { maxNodes, type Tree, type TreeNode } from "./tree.ts";

export interface Part {
  /** Where it is put; empty for the root. */
  readonly at: string;
  readonly tree: Tree;
}

/** Later parts replace what earlier ones have there. @throws Error where it holds too much. */
export function packedTree(name: string, parts: readonly Part[]): Tree {
  const nodes = new Map<string, TreeNode>();
  const sources = new Map<string, { readonly tree: Tree; readonly path: string }>();
  for (const { at, tree } of parts) {
    for (const [from, node] of tree.nodes) {
      const path = [at, from].filter((part) => part !== "").join("/");
      addFoldersAbove(nodes, path);
      nodes.set(path, node);
      sources.set(path, { tree, path: from });
      if (nodes.size > maxNodes) throw new Error(`${name}: more than ${maxNodes} files and folders`);
    }
  }
  return {
    name,
    nodes,
    read(path, offset, length) {
      const source = sources.get(path);
      if (source === undefined) throw new Error(`${path} is not a file in it`);
      return source.tree.read(source.path, offset, length);
    },
    close: () => {
      for (const { tree } of parts) tree.close();
    },
  };
}
