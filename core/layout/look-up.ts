/**
 * How Node goes about a specifier that may lead out of the importer's copy:
 * - a bare one by the means it was asked with, through the folders above the importer and NODE_PATH;
 * - `#x` by the importer's "imports"; where that names a package, Node looks it up as `import` does whoever
 *   asked, and without NODE_PATH (PACKAGE_IMPORTS_RESOLVE,
 *   https://nodejs.org/api/esm.html#resolution-algorithm-specification).
 */
import type { How } from "../journal/records.ts";
import { importedPackage } from "./exports.ts";
import type { PackageJson } from "./package-json.ts";
import { type BareSpecifier, parseBareSpecifier } from "./specifier.ts";

export interface LookUp {
  readonly bare: BareSpecifier;
  readonly how: How;
  readonly nodePath: readonly string[];
}

/** `manifest` is the importer's. Null for what is looked up in no folder. */
export function lookUpOf(
  specifier: string,
  how: How,
  manifest: PackageJson | null,
  nodePath: readonly string[],
): LookUp | null {
  const isImported = specifier.startsWith("#");
  const meant = isImported ? importedPackage(manifest?.imports, specifier, how) : specifier;
  const bare = meant === null ? null : parseBareSpecifier(meant);
  if (bare === null) return null;
  return isImported ? { bare, how: "import", nodePath: [] } : { bare, how, nodePath };
}
