/**
 * A resolution failed. Node names what it wanted, rarely where it looked, never what lay nearby.
 * Graded by who asked for what, and what became of it: unresolved-grade.ts.
 */
import { candidateFolders } from "../../layout/candidates.ts";
import { placeInNodeModules } from "../../layout/copy.ts";
import { leadsOut, parentOf } from "../../layout/paths.ts";
import { parseBareSpecifier } from "../../layout/specifier.ts";
import type { Importer } from "../finding.ts";
import { defineRule } from "../rule/rule.ts";
import { declarationOf } from "./shared/declared-range.ts";
import { nearMissesOf } from "./shared/near-miss.ts";
import { isResolutionError } from "./shared/resolution-errors.ts";
import { isRuntimeClient } from "../../layout/runtime-client.ts";
import type { UnresolvedEvidence } from "./shared/unresolved-evidence.ts";
import { isLoadersProbe, severityOf, withoutVariant } from "./shared/unresolved-grade.ts";

interface Inputs {
  readonly package: string;
  readonly importer: Importer | null;
  readonly range: string | null;
  readonly evidence: UnresolvedEvidence;
}

export const unresolvedModule = defineRule({
  code: "unresolved-module",
  subject: "unresolved",
  inputs({ importer, from, how, specifier, recovered, survived, code: error }, world): Inputs | null {
    if (!isResolutionError(error) || isRuntimeClient(importer, from)) return null;
    const directory = parentOf(importer ?? "") ?? world.roots.function;
    const bare = parseBareSpecifier(specifier);
    const declaration =
      bare === null || from === null ? null : declarationOf(world.packages.read(from.path), bare.package);
    const evidence: UnresolvedEvidence = {
      error,
      how,
      specifier,
      searched: bare === null ? [] : candidateFolders(directory, world.nodePath).slice(0, 32),
      nearMisses: nearMissesOf(specifier, how, directory, world),
      declared: declaration === null ? null : declaration.optional ? "optional" : "required",
      byPackage: importer !== null && placeInNodeModules(importer) !== null,
      recovered,
      survived,
      intoAnother: from !== null && leadsOut(specifier, directory, from.path),
    };
    const asking = importer === null || from === null ? null : { path: importer, copy: from };
    return {
      package: bare?.package ?? from?.package ?? specifier,
      importer: asking,
      range: declaration?.range ?? null,
      evidence,
    };
  },
  verdict(inputs) {
    const { importer, evidence } = inputs;
    if (isLoadersProbe(evidence)) return [];
    const isBare = evidence.searched.length > 0;
    const asker = isBare ? importer?.copy.path : importer?.path;
    const asked = isBare ? evidence.specifier : withoutVariant(evidence.specifier);
    return [
      {
        ...inputs,
        severity: severityOf(evidence),
        winner: null,
        loser: null,
        identity: [asker ?? "", asked],
      },
    ];
  },
});
