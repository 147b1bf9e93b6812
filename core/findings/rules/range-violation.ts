/**
 * The importer's package.json asks for a range that the winner's version is outside of. Tags,
 * paths, URLs and workspaces are not judged; prereleases and `*` are judged as npm does
 * (declared-range.ts).
 *
 * Info, whatever the table says, where it was chosen on purpose: overridden in the package.json above both
 * (overridden.ts), or found where Node would not have looked (`require.resolve` with `paths`, another
 * loader).
 *
 * | declared in | the winner is of | severity |
 * |---|---|---|
 * | dependencies | a line the range takes nothing of (another major; below 1.0.0 another minor) | error |
 * | dependencies | a line the range takes something of | warning |
 * | optionalDependencies, peerDependencies | any | warning |
 */

import type { Lacks } from "../../explain/code/lacks.ts";
import { type CopyRef, homePhrase, located, named } from "../../layout/copy-ref.ts";
import { defineRule, type Verdict } from "../rule/rule.ts";
import type { World } from "../rule/world.ts";
import { accepts, acceptsLineOf, type DependencyField, declarationOf } from "./shared/declared-range.ts";
import { overrideOf } from "./shared/overridden.ts";

export interface RangeEvidence extends Lacks {
  readonly field: DependencyField;
  /** The package.json that declares the range. */
  readonly declaredIn: string;
  /** True when the range takes no version of the winner's major (below 1.0.0: minor). */
  readonly otherLine: boolean;
  /** The package.json that overrides the range; null where none does. */
  readonly overriddenIn: string | null;
  /** It was where Node would not have looked for this importer. */
  readonly byOwnPaths: boolean;
  /** The directory of a package that the importer uses and that gets the same copy; null without one. */
  readonly sharedWith: string | null;
}

export const rangeViolation = defineRule({
  code: "range-violation",
  family: "shadowing",
  subject: "resolution",
  title: "A package got a version outside the range it asks for",
  judge({ bare, importer, from, winner, reach }, world): readonly Verdict<RangeEvidence>[] {
    const declaration = declarationOf(world.packages.read(from.path), bare.package);
    if (declaration === null || accepts(declaration.range, winner.version) !== false) return [];
    const { range, field } = declaration;
    const otherLine = acceptsLineOf(range, winner.version) === false;
    const overriddenIn = overrideOf(from, winner, world);
    const byOwnPaths = reach === null;
    const broken = otherLine && field === "dependencies" ? "error" : "warning";
    return [
      {
        severity: overriddenIn !== null || byOwnPaths ? "info" : broken,
        package: bare.package,
        winner,
        importer: { path: importer, copy: from },
        range,
        evidence: {
          field,
          declaredIn: `${from.path}/package.json`,
          otherLine,
          overriddenIn,
          byOwnPaths,
          sharedWith: sharedWith(from, winner, world),
          lacks: null,
        },
        identity: [from.path, bare.package, winner.path],
      },
    ];
  },
  message({ package: name, winner, importer, range, evidence: { field, declaredIn } }) {
    if (winner === null || importer === null) return `${name} does not satisfy ${range}.`;
    const asker = named(importer.copy);
    return `${asker} asks for ${name} ${range} (${field} of ${declaredIn}) and got ${located(winner)}.`;
  },
  fix({ package: name, winner, importer, range, evidence: { sharedWith: sharer } }) {
    if (importer === null) return `Deploy a version of ${name} that satisfies ${range}.`;
    const asker = named(importer.copy);
    const isOwn = !importer.copy.path.includes("/node_modules/");
    const other = isOwn
      ? "change the range and the code to fit the copy that it gets"
      : `update ${asker} to a version that accepts this copy`;
    // A second copy would break what the two hand over to each other.
    if (sharer !== null && winner?.root === "layer" && importer.copy.root !== "layer")
      return `Either install ${name} ${range} in ${homePhrase(winner)}, where ${sharer} shares it, or ${other}.`;
    const where = `next to ${asker} in ${homePhrase(importer.copy)}`;
    return `Either install ${name} ${range} ${where}, or ${other}.`;
  },
});

function sharedWith(from: CopyRef, winner: CopyRef, { usage, packages, roots }: World): string | null {
  for (const path of usage.usedBy(from.path).values()) {
    if (path === winner.path) continue;
    const got = usage.copyUsedBy(path, winner.package);
    // One that has not got it, or asked for a part of it in vain, would get it too.
    const would = declarationOf(packages.read(path), winner.package) && roots.rootOf(path) === winner.root;
    if (got === winner.path || (got === null && would)) return path;
  }
  return null;
}
