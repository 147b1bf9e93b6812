/** Locks as texts, and what a comparison with them needs from outside of core. */
import { createHash } from "node:crypto";
import type { FileSystem } from "../../../core/file-system.ts";
import type { Locking } from "../../../core/findings/engine/locked-copies.ts";
import { treeText } from "../../../core/lock/tree-hash.ts";
import { type Folder, flatten } from "./tree.ts";

/** By folder below /opt. */
export type LockedFolders = Readonly<Record<string, { readonly version?: string; readonly tree?: string }>>;

/** A hash that no folder has. */
export const noTree = "0".repeat(32);

export function sha256(bytes: Uint8Array | string): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Of a folder whose files can all be executed, as those of `MemoryFiles` can, and that has no links. */
export function treeOf(folder: Folder): string {
  const nodes = [...flatten({ elsewhere: folder })].flatMap(([path, bytes]) =>
    bytes instanceof Uint8Array
      ? [{ path: path.slice(1), kind: "file", executable: true, sha256: sha256(bytes) } as const]
      : [],
  );
  return sha256(treeText(nodes)).slice(0, 32);
}

/** A layer's own manifest, and what a lock has of it. Two labels have other files. */
export function manifest(label: string, folders: LockedFolders): Record<string, unknown> {
  const [name, version] = label.split(":");
  const packages = Object.entries(folders).map(([folder, locked]) => [folder, { tree: noTree, ...locked }]);
  const tree = sha256(label).slice(0, 32);
  const layer = { name, version, tree, packages: Object.fromEntries(packages), natives: {} };
  return { outcrop: "layer", schema: 1, ...layer };
}

/** Of one function, with these layers from the lowest on; a label without folders has no content. */
export function lockText(layers: Readonly<Record<string, LockedFolders | null>>, name = "Orders"): string {
  const known = Object.entries(layers).flatMap(([label, folders]) =>
    folders === null ? [] : [[label, manifest(label, folders)]],
  );
  return JSON.stringify({
    outcrop: "lock",
    schema: 1,
    functions: { [name]: { runtime: "nodejs24.x", arch: "x64", layers: Object.keys(layers) } },
    layers: Object.fromEntries(known),
  });
}

/** @param links path -> target; the tree has them as files, or not at all */
export function lockingIn(
  files: Pick<FileSystem, "readAt">,
  links: Readonly<Record<string, string>> = {},
): Locking {
  return {
    functionName: "shop-orders",
    readLink: (path) => links[path] ?? null,
    readAt: (path, offset, length) => files.readAt(path, offset, length),
    sha256() {
      const hash = createHash("sha256");
      return { update: (bytes) => void hash.update(bytes), hex: () => hash.digest("hex") };
    },
  };
}
