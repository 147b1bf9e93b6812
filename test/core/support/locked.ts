/** A function with a lock, and one layer of packages. */
import type { Problem } from "../../../core/layout/problem.ts";
import { analyse, type Case } from "./journal.ts";
import { type LockedFolders, lockingIn, lockText } from "./lock.ts";
import { type Folder, MemoryFiles, type Node, type Tree } from "./tree.ts";

export interface More {
  readonly function?: Folder;
  readonly runtime?: Folder;
  /** Below /opt. */
  readonly layer?: Folder;
  /** By the name of the file. */
  readonly manifests?: Readonly<Record<string, Node>>;
}

/**
 * @param lock layers from the lowest on, the text of a lock, or none
 * @param packages in /opt/nodejs/node_modules
 */
export function locked(
  lock: Readonly<Record<string, LockedFolders | null>> | string | null,
  packages: Folder,
  { function: task = {}, runtime = {}, layer = {}, manifests = {} }: More = {},
): Case & { readonly problems: Problem[] } {
  const text = lock === null || typeof lock === "string" ? lock : lockText(lock);
  const tree: Tree = {
    function: { ...(text === null ? {} : { "outcrop.lock.json": text }), ...task },
    layers: [{ "nodejs/node_modules": packages, "outcrop/layers": manifests, ...layer }],
    runtime,
  };
  return analyse(tree, { locking: lockingIn(new MemoryFiles(tree)) });
}
