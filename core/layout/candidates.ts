/**
 * The folders Node looks into for a package, in order:
 * 1. `node_modules` next to the importer and next to each of its parents, except inside a folder that is
 *    itself named node_modules.
 * 2. The entries of NODE_PATH. Stock Node reads them for `require` only, Lambda's for `import` too (AWS,
 *    launch of the Node.js 18 runtime).
 *
 * Node then tries `$HOME/.node_modules`, `$HOME/.node_libraries` and `<prefix>/lib/node`. They are left out:
 * HOME is a sandbox user's empty home and nothing installs into the prefix, so they would only cost look-ups.
 * Relative NODE_PATH entries are left out as well: they hang on the process's working directory of the
 * moment.
 */
import { parentOf } from "./paths.ts";

const maxLevels = 40;
const maxNodePath = 64;

/** A value of NODE_PATH as a list of absolute folders. */
export function parseNodePath(value: string): readonly string[] {
  const folders = value.split(":", maxNodePath).filter((folder) => folder.startsWith("/"));
  return [...new Set(folders.map((folder) => folder.replace(/(?<=[^/])\/+$/, "")))];
}

/** `importerDirectory` is physical. Each folder once, at its first place. */
export function candidateFolders(importerDirectory: string, nodePath: readonly string[]): readonly string[] {
  const folders: string[] = [];
  // Some two dozen at most, for which a Set costs more than it saves.
  const add = (folder: string): void => {
    if (!folders.includes(folder)) folders.push(folder);
  };
  let directory: string | null = importerDirectory;
  for (let level = 0; directory !== null && level < maxLevels; level++) {
    if (!directory.endsWith("/node_modules"))
      add(directory === "/" ? "/node_modules" : `${directory}/node_modules`);
    directory = parentOf(directory);
  }
  for (const folder of nodePath) add(folder);
  return folders;
}

/** Whether two paths are in two different entries of NODE_PATH. */
export function inTwoEntries(left: string, right: string, nodePath: readonly string[]): boolean {
  const entryOf = (path: string): string | undefined =>
    nodePath.find((entry) => path.startsWith(`${entry}/`));
  const [one, other] = [entryOf(left), entryOf(right)];
  return one !== undefined && other !== undefined && one !== other;
}
