import type { FileSystem } from "../file-system.ts";
import type { How } from "../journal/records.ts";
import { offerOf } from "./exports.ts";
import type { PackageReader } from "./package-json.ts";
import { joinPath } from "./paths.ts";

/** What `require` appends to a path that is not a file, in its order. */
export const requireExtensions = [".js", ".json", ".node"] as const;

/**
 * What Node would do at a candidate directory: `found` a module, go on to the `next` candidate, or `stop`
 * with an error.
 * - "exports" decides alone where present: a subpath it does not offer is an error, not a reason to look
 *   further.
 * - `import` takes the first directory of the name, for better or worse.
 * - `require` goes on when it finds no file (an empty directory left behind by an uninstall hides nothing),
 *   unless a "main" leads nowhere.
 */
export type EntryOutcome = "found" | "next" | "stop";

export function entryAt(
  candidate: string,
  subpath: string,
  how: How,
  { files, packages }: { readonly files: FileSystem; readonly packages: PackageReader },
): EntryOutcome {
  const manifest = packages.read(candidate);
  if (manifest?.exports !== undefined)
    return offerOf(manifest.exports, subpath, how) === "offered" ? "found" : "stop";
  const isFile = (path: string): boolean => files.stat(path)?.kind === "file";
  // Node's order is the bare path first; here it only matters whether any is there, and ".js" is the
  // likeliest.
  const withExtension = (path: string): boolean =>
    (/\.[cm]?js$/.test(path) && isFile(path)) ||
    requireExtensions.some((extension) => isFile(path + extension)) ||
    isFile(path);
  const asDirectory = (path: string, main: string | null): boolean =>
    (main !== null &&
      (withExtension(joinPath(path, main)) || withExtension(`${joinPath(path, main)}/index`))) ||
    withExtension(`${path}/index`);

  if (how === "import") {
    if (manifest === null && files.stat(candidate)?.kind !== "directory") return "next";
    const found =
      subpath === "" ? asDirectory(candidate, manifest?.main ?? null) : isFile(joinPath(candidate, subpath));
    return found ? "found" : "stop";
  }
  const wanted = subpath === "" ? candidate : joinPath(candidate, subpath);
  const main = subpath === "" ? (manifest?.main ?? null) : (packages.read(wanted)?.main ?? null);
  // For the same reason the folder is asked before the file of its name.
  const found =
    subpath === ""
      ? asDirectory(wanted, main) || withExtension(wanted)
      : withExtension(wanted) || asDirectory(wanted, main);
  if (found) return "found";
  return main === null ? "next" : "stop";
}
