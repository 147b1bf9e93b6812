/**
 * What repairs a failed resolution where its name alone decides: a built-in that Node does not have, a name of
 * the importer's own "imports", and the importer's own package.
 */
import { named } from "../../../layout/copy-ref.ts";
import { parseBareSpecifier } from "../../../layout/specifier.ts";
import type { Importer } from "../../rule/rule.ts";
import type { UnresolvedEvidence } from "./unresolved-evidence.ts";

/** Those that have more than one name: https://nodejs.org/api/module.html#modulebuiltinmodules */
const subpaths: Readonly<Record<string, readonly string[]>> = {
  assert: ["strict"],
  dns: ["promises"],
  fs: ["promises"],
  inspector: ["promises"],
  path: ["posix", "win32"],
  readline: ["promises"],
  stream: ["consumers", "promises", "web"],
  timers: ["promises"],
  util: ["types"],
};

/** Null for any other name. */
export function nameFix(
  importer: Importer | null,
  { specifier, error, byPackage, nearMisses, present, declared }: UnresolvedEvidence,
): string | null {
  if (nearMisses.length > 0) return null;
  const bare = parseBareSpecifier(specifier);
  const asker = importer?.copy;
  if (!byPackage && specifier.startsWith("node:"))
    return `Correct the name ${specifier}: this Node has no such built-in module. Or use a runtime whose Node has it.`;
  if (!byPackage && specifier.startsWith("#") && asker !== undefined) {
    const manifest = `${asker.path}/package.json`;
    return error === "ERR_PACKAGE_IMPORT_NOT_DEFINED"
      ? `Add "${specifier}" to the "imports" of ${manifest}, or correct the name.`
      : `Pack the file that the "imports" of ${manifest} name for "${specifier}", or correct them.`;
  }
  if (bare === null) return null;
  const known = Object.hasOwn(subpaths, bare.package) ? subpaths[bare.package] : undefined;
  if (known !== undefined && bare.subpath !== "" && present === null && declared === null) {
    const names = known.map((subpath) => `${bare.package}/${subpath}`).join(" and ");
    return `Correct the name ${specifier}: of Node's built-in module ${bare.package} there is ${names}.`;
  }
  if (asker?.package !== bare.package) return null;
  if (error !== "ERR_PACKAGE_PATH_NOT_EXPORTED")
    return `Ask for the file of ${bare.package} by its relative path, or correct its "exports".`;
  const subpath = bare.subpath === "" ? "." : `./${bare.subpath}`;
  return byPackage
    ? `Install another version of ${bare.package}: ${named(asker)} asks itself for what its "exports" do not offer.`
    : `Add "${subpath}" to the "exports" of ${asker.path}/package.json, or ask for the file by its relative path.`;
}
