/** The parts of sentences that several texts of the catalogue share. */
import type { CopyRef } from "./finding.ts";
import type { NearMiss } from "./rules/shared/near-miss.ts";
import type { SquashSign } from "./rule/squash-signs.ts";
import type { JudgedTie } from "./rules/torn-family.ts";

export function named(copy: CopyRef): string {
  return copy.package.startsWith("(") ? ownCode(copy) : `${copy.package}@${copy.version ?? "(no version)"}`;
}

/** `sharp@0.33.0 in the layer (/opt/nodejs/node_modules/sharp)` */
export function located(copy: CopyRef): string {
  return `${named(copy)} in ${rootPhrase(copy.root)} (${copy.path})`;
}

export function rootPhrase(root: CopyRef["root"]): string {
  return root === "other" ? "no root" : root === "node" ? "Node" : `the ${root}`;
}

export function nearMissPhrase(miss: NearMiss): string {
  switch (miss.kind) {
    case "wrong-layer-folder":
      return `It lies at ${miss.path}, where Node does not look; a layer must hold it at ${miss.expected}.`;
    case "out-of-reach":
      return `It lies at ${miss.path} in ${rootPhrase(miss.root)}, which this importer does not search.`;
    case "not-exported":
      return `${miss.path} is there, but its "exports" do not offer ${subpathPhrase(miss.subpath)}; they offer ${miss.exported.join(", ")}.`;
    case "condition-missing":
      return `${miss.path} is there, but offers ${subpathPhrase(miss.subpath)} only for: ${miss.conditions.join(", ") || "other conditions"}.`;
    case "missing-file":
      return `${miss.path} is there, but its file ${miss.missing} is not.`;
    case "extension":
      return `${miss.path} is there; an import must name the extension.`;
    case "directory":
      return `${miss.path} is there; an import must name the file, not the folder.`;
    case "letter-case":
      return `${miss.path} is there; Linux tells upper from lower case.`;
    case "dangling-link":
      return `${miss.path} is a symbolic link, and what it points to is not there.`;
    case "other-platform":
      return `${miss.path} is there, the same for ${miss.platform} on ${miss.cpu}: it was installed on another machine, or for one.`;
  }
}

export function tiePhrase({ kind, member, other, own, range, inRange, overriddenIn }: JudgedTie): string {
  const asks =
    range === null
      ? ""
      : inRange === false
        ? `, outside of the ${range} it asks for`
        : `, within the ${range} it asks for`;
  const meant = overriddenIn === null ? "" : `; ${overriddenIn} overrides that`;
  if (kind === "edge") return `${located(member)} got ${located(other)}${asks}${meant}.`;
  return `${located(member)} works with ${own === null ? "another copy" : located(own)}, and its user hands it what comes from ${located(other)}${asks}${meant}.`;
}

export function signPhrase(sign: SquashSign): string {
  switch (sign.kind) {
    case "other-version":
      return `${sign.record} has it at ${sign.recorded}, its package.json at ${sign.found}`;
    case "stray-nested":
      return `${sign.path} is not in ${sign.record}${sign.loaded ? " and was loaded" : ""}`;
    case "missing-entry":
      return `"${sign.field}" names ${sign.missing}, which is not there`;
    case "two-times":
      return `its files were written at two times ${sign.hoursApart} hours apart`;
    case "absent":
      return `${sign.count} packages of ${sign.record} are not there, such as ${sign.packages.slice(0, 3).join(", ")}`;
  }
}

function subpathPhrase(subpath: string): string {
  return subpath === "" ? "the package itself" : `"./${subpath}"`;
}

function ownCode(copy: CopyRef): string {
  return copy.root === "other" ? "code outside every root" : `the ${copy.root}'s own code`;
}
