/**
 * The importer's package.json asks for a range that the winner's version is outside of. What is no range
 * (tags, paths, URLs, workspaces) is not judged; prereleases and `*` are judged as npm does
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

import type { CopyRef, Importer } from "../finding.ts";
import { defineRule } from "../rule/rule.ts";
import { accepts, acceptsLineOf, type DependencyField, declarationOf } from "./shared/declared-range.ts";
import { overrideOf } from "./shared/overridden.ts";

export interface RangeEvidence {
  readonly field: DependencyField;
  /** The package.json that declares the range. */
  readonly declaredIn: string;
  /** True when the range takes no version of the winner's major (below 1.0.0: minor). */
  readonly otherLine: boolean;
  /** The package.json that overrides the range; null where none does. */
  readonly overriddenIn: string | null;
  /** It lay where Node would not have looked for this importer. */
  readonly byOwnPaths: boolean;
}

interface Inputs {
  readonly package: string;
  readonly importer: Importer;
  readonly winner: CopyRef;
  readonly range: string;
  readonly field: DependencyField;
  readonly overriddenIn: string | null;
  readonly byOwnPaths: boolean;
}

export const rangeViolation = defineRule({
  code: "range-violation",
  subject: "resolution",
  inputs({ bare, importer, from, winner, reach }, world): Inputs | null {
    const declaration = declarationOf(world.packages.read(from.path), bare.package);
    if (declaration === null) return null;
    const { range, field } = declaration;
    const overriddenIn = overrideOf(from, winner, world);
    const byOwnPaths = reach === null;
    return {
      package: bare.package,
      importer: { path: importer, copy: from },
      winner,
      range,
      field,
      overriddenIn,
      byOwnPaths,
    };
  },
  verdict({ field, overriddenIn, byOwnPaths, ...common }) {
    const { importer, winner, range } = common;
    if (accepts(range, winner.version) !== false) return [];
    const otherLine = acceptsLineOf(range, winner.version) === false;
    return [
      {
        ...common,
        severity:
          overriddenIn !== null || byOwnPaths
            ? "info"
            : otherLine && field === "dependencies"
              ? "error"
              : "warning",
        loser: null,
        evidence: {
          field,
          declaredIn: `${importer.copy.path}/package.json`,
          otherLine,
          overriddenIn,
          byOwnPaths,
        },
        identity: [importer.copy.path, common.package, winner.path],
      },
    ];
  },
});
