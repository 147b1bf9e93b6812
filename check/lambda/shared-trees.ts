/**
 * One opened tree for all who ask for the same file or folder while it is open: functions share layers. It is
 * closed when the last of them closes it.
 */
import { realpathSync, statSync } from "node:fs";
import type { Tree } from "./tree.ts";

interface Shared {
  readonly tree: Promise<Tree>;
  users: number;
}

const open = new Map<string, Shared>();

/** @throws Error what `make` throws */
export async function sharedTree(path: string, name: string, make: () => Promise<Tree>): Promise<Tree> {
  const key = identityOf(path);
  const known = open.get(key);
  const shared = known ?? { tree: make(), users: 0 };
  open.set(key, shared);
  shared.users++;
  let isClosed = false;
  const release = (tree: Tree | null): void => {
    if (isClosed) return;
    isClosed = true;
    shared.users--;
    if (shared.users > 0) return;
    open.delete(key);
    tree?.close();
  };
  try {
    const tree = await shared.tree;
    const { nodes, zip } = tree;
    const read: Tree["read"] = (at, offset, length) => tree.read(at, offset, length);
    return { name, ...(zip !== undefined && { zip }), nodes, read, close: () => release(tree) };
  } catch (error) {
    release(null);
    throw error;
  }
}

/** Another file at the same path is another one. */
function identityOf(path: string): string {
  try {
    const { dev, ino, size, mtimeNs } = statSync(path, { bigint: true });
    return [realpathSync(path), dev, ino, size, mtimeNs].join(" ");
  } catch {
    return path;
  }
}
