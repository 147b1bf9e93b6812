/** A folder on this machine as a tree. Links are kept as links: nothing outside the folder is read. */
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
} from "node:fs";
import { join } from "node:path";
import { maxNodes, type Tree, type TreeNode } from "./tree.ts";

const maxDepth = 64;

/** @throws Error in one line when the folder cannot be read or holds too much. */
export function folderTree(folder: string): Tree {
  const nodes = new Map<string, TreeNode>();
  const add = (relative: string, depth: number): void => {
    if (depth > maxDepth) throw new Error(`${folder}: folders are more than ${maxDepth} deep`);
    for (const name of readdirSync(join(folder, relative)).sort()) {
      const path = relative === "" ? name : `${relative}/${name}`;
      const node = nodeAt(join(folder, path));
      if (node === null) continue;
      nodes.set(path, node);
      if (nodes.size > maxNodes) throw new Error(`${folder}: more than ${maxNodes} files and folders`);
      if (node.kind === "directory") add(path, depth + 1);
    }
  };
  add("", 0);
  return {
    name: folder,
    nodes,
    read: (path, offset, length) => readRange(join(folder, path), offset, length),
    close: () => {},
  };
}

/** One file of this machine, under another name. @throws Error if it is not a file. */
export function fileTree(path: string, name: string): Tree {
  const node = nodeAt(path);
  if (node?.kind !== "file") throw new Error(`${path}: is not a file`);
  return {
    name,
    nodes: new Map([[name, node]]),
    read: (_, offset, length) => readRange(path, offset, length),
    close: () => {},
  };
}

/** Null for what a zip does not hold: sockets, devices and pipes. */
function nodeAt(path: string): TreeNode | null {
  const stats = lstatSync(path);
  if (stats.isDirectory()) return { kind: "directory" };
  if (stats.isFile()) return { kind: "file", size: stats.size, mode: stats.mode & 0o777 };
  return stats.isSymbolicLink() ? { kind: "link", target: readlinkSync(path) } : null;
}

function readRange(path: string, offset: number, length: number): Uint8Array {
  // To open a pipe that took the file's place would wait for a writer; a link could lead anywhere.
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
  try {
    const size = Math.max(0, Math.min(length, fstatSync(file).size - offset));
    const bytes = Buffer.allocUnsafe(size);
    let filled = 0;
    while (filled < size) {
      const count = readSync(file, bytes, filled, size - filled, offset + filled);
      if (count === 0) break;
      filled += count;
    }
    return bytes.subarray(0, filled);
  } finally {
    closeSync(file);
  }
}
