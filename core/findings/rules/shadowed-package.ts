/**
 * Another root, or another NODE_PATH entry, holds a copy of what was loaded. A copy nested in the same tree
 * is how npm works and no finding.
 *
 * | the two copies | severity |
 * |---|---|
 * | the importer's range accepts the loser and not the winner | error |
 * | in front on purpose (intention.ts): of the runtime's SDK, or chosen by the layer's own code | info |
 * | a package got it from its own root, within its range (installed together); or same bytes, same version, patch | info |
 * | minor, major, unknown | warning |
 */
import { inTwoEntries } from "../../layout/candidates.ts";
import type { CopyRef, Importer, Severity } from "../finding.ts";
import { defineRule, type Verdict } from "../rule/rule.ts";
import { accepts, declarationOf } from "./shared/declared-range.ts";
import { type Graded, gradeOf } from "./shared/grade.ts";
import { type Intention, installedTogether, intentionOf } from "./shared/intention.ts";

export interface ShadowEvidence extends Graded {
  readonly intended: Intention | null;
  /** Importer and winner are packages of one root, and the winner is within the importer's range. */
  readonly installedTogether: boolean;
  /** The folders of winner and loser, in the order Node looks. */
  readonly winnerFolder: string;
  readonly loserFolder: string;
  /**
   * Whether the importer's declared range takes each; null where it declares none, or none that can be
   * judged.
   */
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
    const acceptsWinner = range === null ? null : accepts(range, winner.version);
    const shadows = reach.losers.flatMap(({ folder, realPath: path }) => {
      const manifest = world.packages.read(path);
      // NODE_PATH ends in /var/task: a source folder there that happens to have a package's name is no copy
      // of it.
      if (manifest === null && !folder.endsWith("/node_modules")) return [];
      const loser: CopyRef = {
        package: bare.package,
        version: manifest?.version ?? null,
        root: world.roots.rootOf(path),
        path,
      };
      if (loser.root === winner.root && !inTwoEntries(winner.path, path, world.nodePath)) return [];
      const evidence = {
        ...gradeOf(winner, loser, world),
        intended: intentionOf(winner, loser, world),
        installedTogether: acceptsWinner === true && installedTogether(importer, from, winner),
        winnerFolder: reach.folder,
        loserFolder: folder,
        rangeAcceptsWinner: acceptsWinner,
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

function severityOf({
  grade,
  intended,
  installedTogether,
  rangeAcceptsWinner,
  rangeAcceptsLoser,
}: ShadowEvidence): Severity {
  if (rangeAcceptsWinner === false && rangeAcceptsLoser === true) return "error";
  if (intended !== null || installedTogether) return "info";
  return grade === "minor" || grade === "major" || grade === "unknown" ? "warning" : "info";
}
