/**
 * A resolution failed. Node names what it wanted, rarely where it looked, never what lay nearby.
 * Graded by who asked for what, and what became of it: unresolved-grade.ts.
 */
import { candidateFolders } from "../../layout/candidates.ts";
import { placeInNodeModules } from "../../layout/copy.ts";
import { named } from "../../layout/copy-ref.ts";
import { leadsOut, parentOf } from "../../layout/paths.ts";
import { isRuntimeClient } from "../../layout/runtime-client.ts";
import { parseBareSpecifier } from "../../layout/specifier.ts";
import { defineRule, type Verdict } from "../rule/rule.ts";
import { declarationOf } from "./shared/declared-range.ts";
import { nearMissesOf } from "./shared/near-miss.ts";
import { nearMissFix, nearMissPhrase } from "./shared/near-miss-texts.ts";
import { isResolutionError } from "./shared/resolution-errors.ts";
import type { UnresolvedEvidence } from "./shared/unresolved-evidence.ts";
import { isLoadersProbe, severityOf, withoutVariant } from "./shared/unresolved-grade.ts";

const MAX_SEARCHED = 32;

export const unresolvedModule = defineRule({
  code: "unresolved-module",
  family: "shadowing",
  subject: "unresolved",
  title: "A module was not found",
  judge(
    { importer, from, how, specifier, recovered, survived, code: error },
    world,
  ): readonly Verdict<UnresolvedEvidence>[] {
    if (!isResolutionError(error) || isRuntimeClient(importer, from)) return [];
    const directory = parentOf(importer ?? "") ?? world.roots.function;
    const bare = parseBareSpecifier(specifier);
    const declaration =
      bare === null || from === null ? null : declarationOf(world.packages.read(from.path), bare.package);
    const evidence: UnresolvedEvidence = {
      error,
      how,
      specifier,
      searched: bare === null ? [] : candidateFolders(directory, world.nodePath).slice(0, MAX_SEARCHED),
      nearMisses: nearMissesOf(specifier, how, directory, world),
      declared: declaration === null ? null : declaration.optional ? "optional" : "required",
      byPackage: importer !== null && placeInNodeModules(importer) !== null,
      recovered,
      survived,
      intoAnother: from !== null && leadsOut(specifier, directory, from.path),
    };
    if (isLoadersProbe(evidence)) return [];
    const asking = importer === null || from === null ? null : { path: importer, copy: from };
    const isBare = evidence.searched.length > 0;
    const asker = isBare ? asking?.copy.path : asking?.path;
    return [
      {
        severity: severityOf(evidence),
        package: bare?.package ?? from?.package ?? specifier,
        winner: null,
        importer: asking,
        range: declaration?.range ?? null,
        evidence,
        identity: [asker ?? "", isBare ? specifier : withoutVariant(specifier)],
      },
    ];
  },
  message({ importer, evidence: { specifier, how, error, searched, nearMisses } }) {
    const asker = importer === null ? "The process" : `${named(importer.copy)} (${importer.path})`;
    const request =
      how === "require.resolve"
        ? `looked for "${specifier}" with require.resolve()`
        : `asked for "${specifier}" with ${how}`;
    const asked = `${asker} ${request} and got ${error}.`;
    if (error === "ERR_REQUIRE_ESM")
      return `${asked} It is an ES module, and this process cannot load one with require().`;
    const looked =
      searched.length === 0 || nearMisses.length > 0 ? [] : [`Node looked in ${searched.join(", ")}.`];
    return [asked, ...nearMisses.map(nearMissPhrase), ...looked].join(" ");
  },
  fix({ package: name, evidence }) {
    if (evidence.recovered) return "Nothing to do: the importer then found it another way.";
    const [miss] = evidence.nearMisses;
    if (miss !== undefined) return nearMissFix(miss, name, evidence);
    if (evidence.error === "ERR_REQUIRE_ESM") return `Load ${name} with import() instead of require().`;
    return evidence.byPackage && evidence.declared !== "required"
      ? `Install ${name} if you need it; the package that asked for it works without it.`
      : `Add ${name} to the function's package or to a layer at nodejs/node_modules, and deploy again.`;
  },
});
