/**
 * Another root, or another NODE_PATH entry, holds a copy of what was loaded. A copy nested in the same tree
 * is how npm works, and is not reported.
 *
 * | the two copies | severity |
 * |---|---|
 * | the importer's range accepts the loser and not the winner | error |
 * | in front on purpose (intention.ts): of the runtime's SDK, or chosen by the layer's own code | info |
 * | a package got it from its own root, within its range: installed together | info |
 * | same bytes, same version, patch | info |
 * | minor, major, unknown | warning |
 */
import type { Lacks } from "../../explain/code/lacks.ts";
import { inTwoEntries } from "../../layout/candidates.ts";
import { located, named } from "../../layout/copy-ref.ts";
import { defineRule, type Verdict } from "../rule/rule.ts";
import type { Severity } from "../rule/severity.ts";
import { accepts, declarationOf } from "./shared/declared-range.ts";
import { type Graded, gradeOf } from "./shared/grade.ts";
import { type Intention, installedTogether, intentionOf } from "./shared/intention.ts";
import { apartPhrase, keepOneFix } from "./shared/shadow-texts.ts";

export interface ShadowEvidence extends Graded, Lacks {
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

export const shadowedPackage = defineRule({
  code: "shadowed-package",
  family: "shadowing",
  subject: "resolution",
  title: "Another root holds a copy of a loaded package",
  judge({ bare, importer, from, winner, reach }, world): readonly Verdict<ShadowEvidence>[] {
    if (reach === null) return [];
    const range = declarationOf(world.packages.read(from.path), bare.package)?.range ?? null;
    const acceptsWinner = range === null ? null : accepts(range, winner.version);
    return reach.losers.flatMap(({ folder, realPath: path }) => {
      const manifest = world.packages.read(path);
      // NODE_PATH ends in /var/task: a source folder there that happens to have a package's name is not a
      // copy of it.
      if (manifest === null && !folder.endsWith("/node_modules")) return [];
      const root = world.roots.rootOf(path);
      const { package: name } = bare;
      const loser = world.withLayer({ package: name, version: manifest?.version ?? null, root, path });
      if (root === winner.root && !inTwoEntries(winner.path, path, world.nodePath)) return [];
      const evidence = {
        ...gradeOf(winner, loser, world),
        intended: intentionOf(winner, loser, world),
        installedTogether: acceptsWinner === true && installedTogether(importer, from, winner),
        winnerFolder: reach.folder,
        loserFolder: folder,
        rangeAcceptsWinner: acceptsWinner,
        rangeAcceptsLoser: range === null ? null : accepts(range, loser.version),
        lacks: null,
      };
      const verdict: Verdict<ShadowEvidence> = {
        severity: severityOf(evidence),
        package: name,
        winner,
        loser,
        importer: { path: importer, copy: from },
        range,
        evidence,
        identity: [bare.package, winner.path, path],
      };
      return [verdict];
    });
  },
  message({ package: name, winner, loser, importer, range, evidence }) {
    if (winner === null || loser === null) return `${name} is in two roots.`;
    const wrong = evidence.rangeAcceptsWinner === false && evidence.rangeAcceptsLoser === true;
    const asked =
      wrong && importer !== null
        ? ` ${named(importer.copy)} asks for ${range}, which only the hidden copy satisfies.`
        : "";
    return `${located(winner)} hides ${located(loser)}. ${apartPhrase[evidence.grade]}${asked}`;
  },
  fix({ package: name, winner, loser, importer, range, evidence }) {
    if (evidence.intended === "bundled-sdk")
      return "Nothing to do: AWS puts the runtime's copy last, so that yours wins.";
    if (evidence.intended === "function-first")
      return "Nothing to do: the layer's code chooses the function's copy on purpose.";
    if (winner === null || loser === null) return `Keep one copy of ${name}.`;
    const { rangeAcceptsWinner, rangeAcceptsLoser } = evidence;
    return keepOneFix({
      package: name,
      winner,
      loser,
      importer,
      range,
      rangeAcceptsWinner,
      rangeAcceptsLoser,
    });
  },
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
