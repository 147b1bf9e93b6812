/**
 * A resolution failed. Node names what it wanted, rarely where it looked, never what lay nearby.
 *
 * | asked by | for | severity |
 * |---|---|---|
 * | the runtime client | anything: it probes for the handler's file | no finding |
 * | anyone | what the same importer then got by other means, or a package's `package.json` | info |
 * | a package | what it does not declare or declares optional, a built-in, a native file: it probes | info |
 * | a package | another file of its own | warning |
 * | a package, or code of a root's own | anything else | error, warning where it only asked for the path (`require.resolve`) |
 */
import type { How } from "../../journal/records.ts";
import { candidateFolders } from "../../layout/candidates.ts";
import { placeInNodeModules } from "../../layout/copy.ts";
import { parentOf } from "../../layout/paths.ts";
import { parseBareSpecifier } from "../../layout/specifier.ts";
import { declarationOf } from "../declared-range.ts";
import type { Importer, Severity } from "../finding.ts";
import { type NearMiss, nearMissesOf } from "../near-miss.ts";
import { isResolutionError } from "../resolution-errors.ts";
import { defineRule } from "../rule.ts";
import { isRuntimeClient } from "../runtime-client.ts";

export interface UnresolvedEvidence {
  /** The error's code. */
  readonly error: string;
  readonly how: How;
  readonly specifier: string;
  /** Where a bare specifier was looked for, in order; at most 32. None for a path. */
  readonly searched: readonly string[];
  readonly nearMisses: readonly NearMiss[];
  /** How the importer's package.json declares it; `optional` where its absence is allowed. */
  readonly declared: "required" | "optional" | null;
  /** Asked by a package, not by the function's or the layer's own code. */
  readonly byPackage: boolean;
  /** The same importer resolved the same specifier by other means. */
  readonly recovered: boolean;
}

interface Inputs {
  readonly package: string;
  readonly importer: Importer | null;
  readonly range: string | null;
  readonly evidence: UnresolvedEvidence;
}

export const unresolvedModule = defineRule({
  code: "unresolved-module",
  subject: "unresolved",
  inputs({ importer, from, how, specifier, recovered, code: error }, world): Inputs | null {
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

function severityOf({ specifier, how, searched, declared, byPackage, recovered }: UnresolvedEvidence): Severity {
  if (recovered || specifier.endsWith("/package.json")) return "info";
  if (byPackage && searched.length === 0) return /^node:|\.node$|\/(?:build|prebuilds)\//.test(specifier) ? "info" : "warning";
  if (byPackage && declared !== "required") return "info";
  return how === "require.resolve" ? "warning" : "error";
}
