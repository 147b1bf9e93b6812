/**
 * Which files of a layer belong to which package: those in the folder right after the last `node_modules` of
 * their path, as in production. A link in a `node_modules` is not a copy. The folder that it leads to is one,
 * also where that is outside of any `node_modules`, as in a workspace.
 */
import { placeInNodeModules } from "../../core/layout/copy.ts";
import { joinPath } from "../../core/layout/paths.ts";
import type { HashedNode } from "../../core/lock/tree-hash.ts";

const maxHops = 8;
const opt = "/opt";

/** Folder of the package -> its files and links, without those of packages that are nested in it. */
export function packageFolders(nodes: readonly HashedNode[]): ReadonlyMap<string, readonly HashedNode[]> {
  const linked = linkedFolders(nodes);
  const found = new Map<string, HashedNode[]>();
  for (const node of nodes) {
    const folder = folderIn(node.path) ?? linkedAbove(node.path, linked);
    if (folder === null) continue;
    const known = found.get(folder);
    if (known === undefined) found.set(folder, [node]);
    else known.push(node);
  }
  return found;
}

/** What the folder of a package says that its name is. */
export function nameOfFolder(folder: string): string {
  const place = placeInNodeModules(`/${folder}`);
  return place?.path === `/${folder}` ? place.package : folder.slice(folder.lastIndexOf("/") + 1);
}

/** Null for what is outside of a `node_modules`, or directly in one. */
function folderIn(path: string): string | null {
  const place = placeInNodeModules(`/${path}`);
  return place === null || place.path === `/${path}` ? null : place.path.slice(1);
}

/** Of a file outside of any package in a `node_modules`. */
function linkedAbove(path: string, linked: ReadonlySet<string>): string | null {
  if (linked.size === 0) return null;
  for (let slash = path.lastIndexOf("/"); slash > 0; slash = path.lastIndexOf("/", slash - 1)) {
    const above = path.slice(0, slash);
    if (above.endsWith("/node_modules") || above === "node_modules") return null;
    if (linked.has(above)) return above;
  }
  return null;
}

function linkedFolders(nodes: readonly HashedNode[]): ReadonlySet<string> {
  const links = new Map<string, string>();
  for (const node of nodes) if (node.kind === "link") links.set(node.path, node.target);
  const folders = new Set<string>();
  for (const path of links.keys()) {
    if (placeInNodeModules(`/${path}`)?.path !== `/${path}`) continue;
    let at: string | null = path;
    for (let hops = 0; at !== null && links.has(at); hops++)
      at = hops < maxHops ? target(at, links.get(at) ?? "") : null;
    if (at !== null && at !== "" && placeInNodeModules(`/${at}`) === null) folders.add(at);
  }
  return folders;
}

/** Below the layer; null for what is outside of it. */
function target(link: string, to: string): string | null {
  const folder = joinPath(opt, `${link}/..`);
  const found = joinPath(folder, to);
  return found.startsWith(`${opt}/`) ? found.slice(opt.length + 1) : null;
}
