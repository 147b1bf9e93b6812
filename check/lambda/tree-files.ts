import type { FileContent, FileStat, FileSystem } from "../../core/file-system.ts";
import type { Tree } from "./tree.ts";

/** Core's port over one tree, by the tree's own paths. It follows no links, and lists no folders. */
export function treeFiles(tree: Tree): FileSystem {
  const read = (path: string, offset: number, length: number): Uint8Array | null => {
    if (tree.nodes.get(path)?.kind !== "file") return null;
    try {
      return tree.read(path, offset, length);
    } catch {
      return null;
    }
  };
  return {
    readFile(path, max): FileContent | null {
      const bytes = read(path, 0, max);
      const node = tree.nodes.get(path);
      return bytes === null ? null : { bytes, truncated: node?.kind === "file" && node.size > max };
    },
    readAt: read,
    readDir: () => null,
    stat(path): FileStat | null {
      const node = tree.nodes.get(path);
      if (node?.kind !== "file") return null;
      return { kind: "file", size: node.size, mode: node.mode, modifiedMs: 0 };
    },
    realpath: (path) => path,
  };
}
