/** What is in a layer: its packages, each with the files of its own, and all other files. */

import { member } from "../../core/json.ts";
import { placeInNodeModules } from "../../core/layout/copy.ts";
import type { PackageJson } from "../../core/layout/package-json.ts";
import { isInside, joinPath } from "../../core/layout/paths.ts";
import type { Runtime } from "../lambda/runtime.ts";
import { type Reach, reachOf, topFolderOf } from "./reach.ts";
import type { Site } from "./site.ts";

export interface LayerPackage {
  /** Its folder's, which is what functions write. */
  readonly name: string;
  /** Absolute: `/opt/nodejs/node_modules/zod`. */
  readonly folder: string;
  /** Where the folder is if it is a link, as pnpm makes them; otherwise `folder`. Node loads files from here. */
  readonly real: string;
  readonly manifest: PackageJson | null;
  readonly version: string | null;
  readonly reach: Reach;
  /** The folder of NODE_PATH in which functions find it. */
  readonly top: string | null;
  /** Of files and links, relative to its folder, sorted, without what is in packages nested in it. */
  readonly files: readonly string[];
  /** Range -> of Node: "engines". */
  readonly engines: string | null;
}

export interface Contents {
  readonly site: Site;
  /** By folder. */
  readonly packages: ReadonlyMap<string, LayerPackage>;
  /** Paths relative to /opt, sorted. */
  readonly others: readonly string[];
}

const maxManifestBytes = 1024 * 1024;
const decoder = new TextDecoder();

/**
 * The names that the layer's own package.json depends on; null where it has none, or it depends on nothing. npm
 * writes it next to the node_modules that it fills.
 */
export function declaredNames(site: Site, runtimes: readonly Runtime[]): ReadonlySet<string> | null {
  const names = new Set<string>();
  for (const folder of ["nodejs", ...runtimes.map(({ nodeMajor }) => `nodejs/node${nodeMajor}`)]) {
    const manifest = site.packages.read(`/opt/${folder}`);
    if (manifest === null) continue;
    const { dependencies, optionalDependencies, peerDependencies } = manifest;
    for (const each of [dependencies, optionalDependencies, peerDependencies])
      for (const name of each.keys()) names.add(name);
  }
  return names.size === 0 ? null : names;
}

export function contentsOf(
  site: Site,
  runtimes: readonly Runtime[],
  isPublic: (name: string) => boolean,
): Contents {
  const files = new Map<string, { readonly name: string; readonly files: string[] }>();
  const others: string[] = [];
  const add = (path: string): void => {
    const place = placeInNodeModules(path);
    if (place === null) {
      if (!path.includes("/node_modules/")) others.push(path.slice("/opt/".length));
      return;
    }
    const known = files.get(place.path) ?? { name: place.package, files: [] };
    files.set(place.path, known);
    known.files.push(path.slice(place.path.length + 1));
  };
  const linked: string[] = [];
  for (const [relative, node] of site.tree.nodes) {
    if (node.kind === "directory") continue;
    const path = `/opt/${relative}`;
    const isPackage = node.kind === "link" && placeInNodeModules(path)?.path === path;
    if (isPackage && site.files.stat(path)?.kind === "directory") linked.push(path);
    else add(path);
  }
  // As pnpm makes them: what is at the top leads to where the files are.
  for (const path of linked) {
    const target = site.files.realpath(path);
    const found = target === null ? undefined : files.get(target);
    const name = placeInNodeModules(path)?.package ?? "";
    if (found !== undefined && topFolderOf(path, runtimes) !== null)
      files.set(path, { name, files: found.files });
  }
  const packages = new Map<string, LayerPackage>();
  for (const folder of [...files.keys()].sort()) {
    const found = files.get(folder);
    if (found === undefined) continue;
    const manifest = site.packages.read(folder);
    packages.set(folder, {
      name: found.name,
      folder,
      real: site.files.realpath(folder) ?? folder,
      manifest,
      version: manifest?.version ?? null,
      reach: reachOf(found.name, folder, runtimes, isPublic),
      top: topFolderOf(folder, runtimes),
      files: found.files.sort(),
      engines: enginesOf(folder, site),
    });
  }
  return { site, packages, others: others.sort() };
}

/** All but the copies in pnpm's store that a link at the top leads to: functions find those by the link. */
export function visible({ packages }: Contents): readonly LayerPackage[] {
  const all = [...packages.values()];
  const behind = new Set(all.flatMap(({ folder, real }) => (real === folder ? [] : real)));
  return all.filter(({ folder, top }) => top !== null || !behind.has(folder));
}

/**
 * The copy that a package in a folder finds by a name; null where the layer has none. Node starts where the
 * folder really is, and follows the links next to it.
 */
export function foundBy(
  folder: string,
  name: string,
  { packages, site }: Contents,
): Pick<LayerPackage, "real" | "version"> | null {
  const start = site.files.realpath(folder) ?? folder;
  for (let above = start; isInside(above, "/opt"); above = joinPath(above, "..")) {
    const real = above.endsWith("/node_modules")
      ? null
      : site.files.realpath(`${above}/node_modules/${name}`);
    const found = real === null ? undefined : packages.get(real);
    if (found !== undefined) return found;
    // A link may lead out of node_modules, as in a workspace.
    const manifest = real === null ? null : site.packages.read(real);
    if (real !== null && manifest !== null) return { real, version: manifest.version ?? null };
    if (above === "/opt") break;
  }
  return null;
}

function enginesOf(folder: string, { files }: Site): string | null {
  const content = files.readFile(`${folder}/package.json`, maxManifestBytes);
  if (content === null || content.truncated) return null;
  try {
    const range = member(member(JSON.parse(decoder.decode(content.bytes)), "engines"), "node");
    return typeof range === "string" && range.length <= 256 ? range : null;
  } catch {
    return null;
  }
}
