/**
 * A resolution failed. Node names what it wanted, rarely where it looked, never what lay nearby.
 *
 * | asked by | for | severity |
 * |---|---|---|
 * | the runtime client | anything: it probes for the handler's file | no finding |
 * | a loader | its package for this platform, where the one for another lies beside it, and the function went on | warning |
 * | a loader | the same, and the function did not go on | error |
 * | anyone | what the same importer then got by other means, or a package's `package.json` | info |
 * | a package | what it does not declare or declares optional, a built-in, a native file, a path into another package: it probes | info |
 * | a package | another file of its own | warning |
 * | code of a root's own | what no package.json of its declares nor any copy lies near, and the function went on: mostly a bundled package that probes | info |
 * | anyone | anything else, and the function went on | warning |
 * | anyone | anything else | error, warning where it only asked for the path (`require.resolve`) |
 */
import { candidateFolders } from "../../layout/candidates.ts";
import { placeInNodeModules } from "../../layout/copy.ts";
import { leadsOut, parentOf } from "../../layout/paths.ts";
import { parseBareSpecifier } from "../../layout/specifier.ts";
import { declarationOf } from "../declared-range.ts";
import type { Importer, Severity } from "../finding.ts";
import { nearMissesOf } from "../near-miss.ts";
import { isResolutionError } from "../resolution-errors.ts";
import { defineRule } from "../rule.ts";
import { isRuntimeClient } from "../runtime-client.ts";
import type { UnresolvedEvidence } from "../unresolved-evidence.ts";

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
    const declaration = bare === null || from === null ? null : declarationOf(world.packages.read(from.path), bare.package);
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
    return { package: bare?.package ?? from?.package ?? specifier, importer: asking, range: declaration?.range ?? null, evidence };
  },
  verdict(inputs) {
    const { importer, evidence } = inputs;
    const asker = evidence.searched.length > 0 ? importer?.copy.path : importer?.path;
    return [{ ...inputs, severity: severityOf(evidence), winner: null, loser: null, identity: [asker ?? "", evidence.specifier] }];
  },
});

function severityOf(evidence: UnresolvedEvidence): Severity {
  const { specifier, how, searched, nearMisses, declared, byPackage, recovered, survived, intoAnother } = evidence;
  const isBare = searched.length > 0;
  if (recovered || specifier.endsWith("/package.json")) return "info";
  if (nearMisses.some(({ kind }) => kind === "other-platform")) return survived ? "warning" : "error";
  if (byPackage && !isBare) return intoAnother || /^node:|\.node$|\/(?:build|prebuilds)\//.test(specifier) ? "info" : "warning";
  // A copy that lies nearby was meant to be found.
  if (isBare && declared !== "required" && (byPackage || (survived && nearMisses.length === 0))) return "info";
  return how === "require.resolve" || survived ? "warning" : "error";
}
