/**
 * Another root, or another NODE_PATH entry, holds a copy of what was loaded. A copy nested in the same tree is how npm works and no finding.
 *
 * | the two copies | severity |
 * |---|---|
 * | the importer's range accepts the loser and not the winner | error |
 * | the loser is in the runtime: AWS's bundled SDK, put last so that a copy in front of it wins | info, intended |
 * | same bytes, same version, patch | info |
 * | minor, major, unknown | warning |
 */
import { accepts, declarationOf } from "../declared-range.ts";
import type { CopyRef, Importer, Severity } from "../finding.ts";
import { type Graded, gradeOf } from "../grade.ts";
import { defineRule, type Verdict } from "../rule.ts";

export interface ShadowEvidence extends Graded {
  /** `bundled-sdk`: a copy in front of the runtime's own is what AWS recommends. */
  readonly intended: "bundled-sdk" | null;
  /** The folders of winner and loser, in the order Node looks. */
  readonly winnerFolder: string;
  readonly loserFolder: string;
  /** Whether the importer's declared range takes each; null where it declares none, or none that can be judged. */
  readonly rangeAcceptsWinner: boolean | null;
  readonly rangeAcceptsLoser: boolean | null;
}

interface Inputs {
  readonly package: string;
  readonly importer: Importer;
  readonly winner: CopyRef;
  readonly range: string | null;
  readonly shadows: readonly { readonly loser: CopyRef; readonly evidence: ShadowEvidence }[];
}

export const shadowedPackage = defineRule({
  code: "shadowed-package",
  subject: "resolution",
  inputs({ bare, importer, from, winner, reach }, world): Inputs | null {
    if (reach === null || reach.losers.length === 0) return null;
    const range = declarationOf(world.packages.read(from.path), bare.package)?.range ?? null;
    const shadows = reach.losers.flatMap(({ folder, realPath: path }) => {
      const manifest = world.packages.read(path);
      // NODE_PATH ends in /var/task: a source folder there that happens to have a package's name is no copy of it.
      if (manifest === null && !folder.endsWith("/node_modules")) return [];
      const loser: CopyRef = { package: bare.package, version: manifest?.version ?? null, root: world.roots.rootOf(path), path };
      if (loser.root === winner.root && !inTwoEntries(winner.path, path, world.nodePath)) return [];
      const evidence = {
        ...gradeOf(winner, loser, world),
        intended: loser.root === "runtime" ? ("bundled-sdk" as const) : null,
        winnerFolder: reach.folder,
        loserFolder: folder,
        rangeAcceptsWinner: range === null ? null : accepts(range, winner.version),
        rangeAcceptsLoser: range === null ? null : accepts(range, loser.version),
      };
      return [{ loser, evidence }];
    });
    return { package: bare.package, importer: { path: importer, copy: from }, winner, range, shadows };
  },
  verdict: ({ shadows, ...common }) =>
    shadows.map(
      ({ loser, evidence }): Verdict<"shadowed-package"> => ({
        ...common,
        severity: severityOf(evidence),
        loser,
        evidence,
        identity: [common.package, common.winner.path, loser.path],
      }),
    ),
});

function severityOf({ grade, intended, rangeAcceptsWinner, rangeAcceptsLoser }: ShadowEvidence): Severity {
  if (rangeAcceptsWinner === false && rangeAcceptsLoser === true) return "error";
  if (intended !== null) return "info";
  return grade === "minor" || grade === "major" || grade === "unknown" ? "warning" : "info";
}

function inTwoEntries(left: string, right: string, nodePath: readonly string[]): boolean {
  const entryOf = (path: string): string | undefined => nodePath.find((entry) => path.startsWith(`${entry}/`));
  return entryOf(left) !== entryOf(right) && entryOf(left) !== undefined && entryOf(right) !== undefined;
}
