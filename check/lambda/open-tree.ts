import { statSync } from "node:fs";
import { folderTree } from "./folder-tree.ts";
import { sharedTree } from "./shared-trees.ts";
import type { Tree } from "./tree.ts";
import { zipTree } from "./zip-tree.ts";

/**
 * A folder or a zip as a tree. Who opens the same one while it is open gets it again.
 * @throws Error in one line that names the path.
 */
export async function openTree(path: string, name: string = path): Promise<Tree> {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) throw new Error(`${path}: there is no such file or folder`);
  return sharedTree(path, name, async () => (stats.isDirectory() ? folderTree(path) : zipTree(path, name)));
}
