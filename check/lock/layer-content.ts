/** What is in one layer, for a lock. */
import { parsePackageJson } from "../../core/layout/package-json.ts";
import { type LockedLayer, type LockedPackage, manifestFolder } from "../../core/lock/lock.ts";
import { maxLockPackages, maxLockString } from "../../core/lock/read-lock.ts";
import type { Tree } from "../lambda/tree.ts";
import { treeFiles } from "../lambda/tree-files.ts";
import { lockedNatives } from "./locked-natives.ts";
import { nameOfFolder, packageFolders } from "./package-folders.ts";
import { folderHash, hashedNodes, treeHash } from "./tree-hash.ts";

export type LayerContent = Pick<LockedLayer, "tree" | "packages" | "natives">;

const maxJsonBytes = 1024 * 1024;

/** By their nodes: many functions have the same layers. */
const known = new WeakMap<Tree["nodes"], LayerContent>();

/**
 * The layer's own manifest does not count: it has the hash of the other files.
 * @throws Error where a file cannot be read, or there is more than a lock may have
 */
export function layerContent(tree: Tree): LayerContent {
  const before = known.get(tree.nodes);
  if (before !== undefined) return before;
  const nodes = hashedNodes(tree).filter(({ path }) => !isManifest(path));
  const content = { tree: treeHash(nodes), packages: packagesIn(tree, nodes), natives: nativesIn(tree) };
  known.set(tree.nodes, content);
  return content;
}

/** `outcrop/layers/NAME.json` */
export function isManifest(path: string): boolean {
  return path.startsWith(`${manifestFolder}/`) && /^[^/]+\.json$/.test(path.slice(manifestFolder.length + 1));
}

function packagesIn(tree: Tree, nodes: ReturnType<typeof hashedNodes>): ReadonlyMap<string, LockedPackage> {
  const found = new Map<string, LockedPackage>();
  for (const [folder, files] of packageFolders(nodes)) {
    if (folder.length > maxLockString) continue;
    const read = treeFiles(tree).readFile(`${folder}/package.json`, maxJsonBytes);
    const json = read === null || read.truncated ? null : parsePackageJson(read.bytes);
    const { name, version } =
      typeof json === "string" || json === null ? { name: null, version: null } : json;
    found.set(folder, {
      name: name === nameOfFolder(folder) ? null : short(name),
      version: short(version),
      tree: folderHash(folder, files),
      bytes: files.reduce((sum, { path }) => sum + sizeOf(tree, path), 0),
    });
    if (found.size > maxLockPackages) throw new Error(`more than ${maxLockPackages} packages`);
  }
  return found;
}

/** A link has none. */
function sizeOf({ nodes }: Tree, path: string): number {
  const node = nodes.get(path);
  return node?.kind === "file" ? node.size : 0;
}

function nativesIn(tree: Tree): LayerContent["natives"] {
  return new Map([...lockedNatives(tree)].filter(([path]) => path.length <= maxLockString));
}

function short(text: string | null): string | null {
  return text !== null && text.length <= maxLockString ? text : null;
}
