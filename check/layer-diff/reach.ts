/**
 * Which packages of a layer functions can reach. Node looks for what a function imports in the folders of
 * NODE_PATH; what is nested in a package is found by that package alone.
 */
import { isInside } from "../../core/layout/paths.ts";
import type { Runtime } from "../lambda/runtime.ts";

/**
 * - `public`: at the top, for functions to import.
 * - `shared`: at the top, because a package manager put a dependency of another package there.
 * - `inner`: nested in a package, which alone finds it.
 * - `unreached`: in a folder that no runtime looks into.
 */
export const reaches = ["public", "shared", "inner", "unreached"] as const;
export type Reach = (typeof reaches)[number];

/** A folder of packages that a runtime looks into: `/opt/nodejs/node_modules`; null for any other package. */
export function topFolderOf(folder: string, runtimes: readonly Runtime[]): string | null {
  const end = folder.indexOf("/node_modules/");
  const top = end < 0 ? null : folder.slice(0, end + "/node_modules".length);
  const isNested = folder.indexOf("/node_modules/", end + 1) >= 0;
  return top !== null && !isNested && runtimes.some(({ nodePath }) => nodePath.includes(top)) ? top : null;
}

/** The names of the runtimes that look into the folder in which a package is. @param folder absolute */
export function runtimesOf(folder: string, runtimes: readonly Runtime[]): readonly string[] {
  const top = topFolderOf(folder, runtimes);
  return runtimes.flatMap(({ name, nodePath }) => (top !== null && nodePath.includes(top) ? name : []));
}

/** @param isPublic whether functions are meant to import a package of this name */
export function reachOf(
  name: string,
  folder: string,
  runtimes: readonly Runtime[],
  isPublic: (name: string) => boolean,
): Reach {
  if (topFolderOf(folder, runtimes) !== null) return isPublic(name) ? "public" : "shared";
  const isNested = folder.split("/node_modules/").length > 2;
  const outer = folder.slice(0, Math.max(0, folder.lastIndexOf("/node_modules/")));
  const isSeen = runtimes.some(({ nodePath }) => nodePath.some((entry) => isInside(outer, entry)));
  return isNested && isSeen ? "inner" : "unreached";
}
