/**
 * A resolution failed. Node names what it wanted, rarely where it looked, never what lay nearby.
 * Graded by who asked for what, and what became of it: unresolved-grade.ts.
 */
import { candidateFolders } from "../../layout/candidates.ts";
import { placeInNodeModules } from "../../layout/copy.ts";
import { named, rootPhrase } from "../../layout/copy-ref.ts";
import { joinPath, leadsOut, parentOf } from "../../layout/paths.ts";
import { isRuntimeClient } from "../../layout/runtime-client.ts";
import { parseBareSpecifier } from "../../layout/specifier.ts";
import { defineRule, type Verdict } from "../rule/rule.ts";
import type { World } from "../rule/world.ts";
import { accepts, declarationOf } from "./shared/declared-range.ts";
import { nearMissesOf } from "./shared/near-miss.ts";
import { nearMissFix, nearMissPhrase } from "./shared/near-miss-texts.ts";
import { isResolutionError } from "./shared/resolution-errors.ts";
import type { PresentPackage, UnresolvedEvidence } from "./shared/unresolved-evidence.ts";
import { isLoadersProbe, severityOf, withoutVariant } from "./shared/unresolved-grade.ts";

const MAX_SEARCHED = 32;

/** The copy that Node found first and that lacks what was asked for. */
function presentIn(
  searched: readonly string[],
  name: string,
  range: string | null,
  { folders, packages }: World,
): PresentPackage | null {
  const folder = searched.find((one) => folders.has(one, name));
  if (folder === undefined) return null;
  const version = packages.read(joinPath(folder, name))?.version ?? null;
  return { version, inRange: range === null ? null : accepts(range, version) };
}

/** Code that a package's own tool writes into node_modules. */
function generatedFix(name: string): string | null {
  if (name !== ".prisma/client") return null;
  return "Run `npx prisma generate`, and pack node_modules/.prisma with the function: the client is generated code.";
}

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
      searched: searched.slice(0, MAX_SEARCHED),
      nearMisses: nearMissesOf(specifier, how, directory, world),
      declared: declaration === null ? null : declaration.optional ? "optional" : "required",
      byPackage: importer !== null && placeInNodeModules(importer) !== null,
      recovered,
      survived,
      fatal,
      present: bare === null ? null : presentIn(searched, bare.package, declaration?.range ?? null, world),
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
  message({ package: name, importer, range, evidence }) {
    const { specifier, how, error, searched, nearMisses, present } = evidence;
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
    const otherVersion =
      present?.inRange === false
        ? [`That is ${name}@${present.version}, and the importer asks for ${range}.`]
        : [];
    return [asked, ...nearMisses.map(nearMissPhrase), ...otherVersion, ...looked].join(" ");
  },
  fix({ package: name, importer, range, evidence }) {
    if (evidence.recovered) return "Nothing to do: the importer then found it another way.";
    const [miss] = evidence.nearMisses;
    if (evidence.present?.inRange === false && importer !== null)
      return `Install ${name} ${range} beside ${named(importer.copy)} in ${rootPhrase(importer.copy.root)}: npm install "${name}@${range}".`;
    if (name === "aws-sdk" && miss === undefined)
      return "Run `npm install aws-sdk`, and pack it into the function or a layer: the runtimes since nodejs18.x have version 3 of the SDK only.";
    const generated = generatedFix(name);
    if (generated !== null) return generated;
    if (miss !== undefined) return nearMissFix(miss, name, evidence);
    if (evidence.error === "ERR_REQUIRE_ESM") return `Load ${name} with import() instead of require().`;
    return evidence.byPackage && evidence.declared !== "required" && !evidence.fatal
      ? `Install ${name} if you need it; the package that asked for it works without it.`
      : `Add ${name} to the function's package or to a layer at nodejs/node_modules, and deploy again.`;
  },
});
