/**
 * A resolution failed. Node names what it wanted, rarely where it looked, never what was nearby.
 * Graded by who asked for what, and what became of it: unresolved-grade.ts.
 */
import { candidateFolders } from "../../layout/candidates.ts";
import { placeInNodeModules } from "../../layout/copy.ts";
import { joinPath, leadsOut, parentOf } from "../../layout/paths.ts";
import { isRuntimeClient } from "../../layout/runtime-client.ts";
import { parseBareSpecifier } from "../../layout/specifier.ts";
import { isForHost } from "../../native/choice/host-package.ts";
import { systemLibc } from "../../native/libc.ts";
import { defineRule, type Verdict } from "../rule/rule.ts";
import type { World } from "../rule/world.ts";
import { declarationOf } from "./shared/declared-range.ts";
import { knownFix } from "./shared/known-fix.ts";
import { nameFix } from "./shared/name-fix.ts";
import { nearMissesOf } from "./shared/near-miss.ts";
import { nearMissFix } from "./shared/near-miss-texts.ts";
import { presentIn } from "./shared/present-package.ts";
import { isResolutionError } from "./shared/resolution-errors.ts";
import { unbuiltAt } from "./shared/unbuilt.ts";
import type { UnresolvedEvidence } from "./shared/unresolved-evidence.ts";
import { isLoadersProbe, severityOf, withoutVariant } from "./shared/unresolved-grade.ts";
import { unresolvedMessage } from "./shared/unresolved-message.ts";

const maxSearched = 32;

export const unresolvedModule = defineRule({
  code: "unresolved-module",
  family: "shadowing",
  subject: "unresolved",
  title: "A module was not found",
  judge(
    { importer, from, how, specifier, recovered, survived, fatal, code: error },
    world,
  ): readonly Verdict<UnresolvedEvidence>[] {
    if (!isResolutionError(error) || isRuntimeClient(importer, from)) return [];
    const directory = parentOf(importer ?? "") ?? world.roots.function;
    const bare = parseBareSpecifier(specifier);
    const declaration =
      bare === null || from === null ? null : declarationOf(world.packages.read(from.path), bare.package);
    const searched = bare === null ? [] : candidateFolders(directory, world.nodePath);
    const evidence: UnresolvedEvidence = {
      error,
      how,
      specifier,
      searched: searched.slice(0, maxSearched),
      nearMisses: nearMissesOf(specifier, how, directory, world),
      declared: declaration === null ? null : declaration.optional ? "optional" : "required",
      byPackage: importer !== null && placeInNodeModules(importer) !== null,
      recovered,
      survived,
      fatal,
      present: bare === null ? null : presentIn(searched, bare.package, declaration?.range ?? null, world),
      forHost: bare === null ? null : hostOf(bare.package, world),
      unbuilt: bare === null ? unbuiltAt(joinPath(directory, specifier), world) : null,
      intoAnother: from !== null && leadsOut(specifier, directory, from.path),
    };
    if (isLoadersProbe(evidence)) return [];
    const asking = importer === null || from === null ? null : { path: importer, copy: from };
    const isBare = evidence.searched.length > 0;
    const asker = isBare ? asking?.copy.path : asking?.path;
    const { unbuilt } = evidence;
    return [
      {
        severity: severityOf(evidence),
        package: bare?.package ?? unbuilt?.package ?? from?.package ?? specifier,
        winner: null,
        importer: asking,
        range: declaration?.range ?? null,
        evidence,
        // Loaders ask for one file in many folders.
        identity: [asker ?? "", unbuilt?.path ?? (isBare ? specifier : withoutVariant(specifier))],
      },
    ];
  },
  message: unresolvedMessage,
  fix({ package: name, importer, range, evidence }) {
    if (evidence.recovered) return "Nothing to do: the importer then found it another way.";
    const [miss] = evidence.nearMisses;
    const known = nameFix(importer, evidence) ?? knownFix(name, importer, range, evidence);
    if (known !== null) return known;
    if (miss !== undefined) return nearMissFix(miss, name, evidence);
    if (evidence.error === "ERR_REQUIRE_ESM") return `Load ${name} with import() instead of require().`;
    if (evidence.byPackage && evidence.searched.length === 0) {
      const asker = importer?.copy.package ?? name;
      return `Nothing to do for this file alone. If ${asker} does not work, install it again.`;
    }
    if (evidence.searched.length === 0) {
      const path = joinPath(parentOf(importer?.path ?? "") ?? "/", evidence.specifier);
      return `Pack ${path}: the bundler or the zip left it out. Or correct the path that is asked for.`;
    }
    return evidence.byPackage && evidence.declared !== "required" && !evidence.fatal
      ? `Install ${name} if you need it; the package that asked for it works without it.`
      : `Add ${name} to the function's package or to a layer at nodejs/node_modules, and deploy again.`;
  },
});

/** The host's CPU, where this package is named after the host's platform. */
function hostOf(name: string, { host, files }: World): string | null {
  if (host === null) return null;
  const asked = { ...host, libc: systemLibc(files), variable: () => null };
  return isForHost(name, asked) ? host.arch : null;
}
