/** Files that are not on a disk as a tree: code inside a template, what is known of a runtime. */
import type { Tree, TreeNode } from "./tree.ts";

const encoder = new TextEncoder();
const mode = 0o644;

/** @param files relative path -> content; folders above them are added */
export function memoryTree(name: string, files: ReadonlyMap<string, string | Uint8Array>): Tree {
  const nodes = new Map<string, TreeNode>();
  const contents = new Map<string, Uint8Array>();
  for (const [path, text] of files) {
    const bytes = typeof text === "string" ? encoder.encode(text) : text;
    contents.set(path, bytes);
    addFoldersAbove(nodes, path);
    nodes.set(path, { kind: "file", size: bytes.length, mode });
  }
  return {
    name,
    nodes,
    read(path, offset, length) {
      const bytes = contents.get(path);
      if (bytes === undefined) throw new Error(`${path} is not a file in it`);
      return bytes.subarray(offset, offset + length);
    },
    close: () => {},
  };
}

export function addFoldersAbove(nodes: Map<string, TreeNode>, path: string): void {
  for (let slash = path.lastIndexOf("/"); slash > 0; slash = path.lastIndexOf("/", slash - 1)) {
    const above = path.slice(0, slash);
    if (nodes.has(above)) return;
    nodes.set(above, { kind: "directory" });
  }
}
