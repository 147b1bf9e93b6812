/**
 * An importer got a package that its package.json does not declare, and got it from another root: it works by
 * luck, until that root changes. An importer without a package.json is not judged. Neither is a package of
 * which it only asked the path, or that it found by other means.
 *
 * | importer | what it got | severity |
 * |---|---|---|
 * | the runtime client, or anyone importing its own name or types | anything | none |
 * | code of a root's own | the runtime's bundled SDK: AWS documents that way | none |
 * | code of a root's own | what it lists in devDependencies: AWS documents that way too | none |
 * | code of a root's own | anything else, mostly a layer's package | info |
 * | a package | what it lists in devDependencies | info |
 * | a package | anything else | warning |
 */

import { placeInNodeModules } from "../../layout/copy.ts";
import { homePhrase, located, named } from "../../layout/copy-ref.ts";
import { packageRoots } from "../../layout/roots.ts";
import { isRuntimeClient } from "../../layout/runtime-client.ts";
import { defineRule, type Verdict } from "../rule/rule.ts";
import type { ResolutionSubject } from "../rule/subjects.ts";
import { declarationOf } from "./shared/declared-range.ts";

export interface UndeclaredEvidence {
  readonly specifier: string;
  /** The package.json that does not declare it. */
  readonly undeclaredIn: string;
  /** It is in devDependencies, which are not deployed. */
  readonly forDevelopment: boolean;
  /** Asked by a package, not by the function's or the layer's own code. */
  readonly byPackage: boolean;
}

export const undeclaredDependency = defineRule({
  code: "undeclared-dependency",
  family: "shadowing",
  subject: "resolution",
  title: "A package was found by luck in another root",
  judge(subject, world): readonly Verdict<UndeclaredEvidence>[] {
    const { bare, specifier, importer, from, winner } = subject;
    if (!leftItsRoot(subject)) return [];
    const manifest = world.packages.read(from.path);
    if (manifest === null || declarationOf(manifest, bare.package) !== null) return [];
    // knex and others name their optional peers in peerDependenciesMeta alone.
    if (manifest.optionalPeers.has(bare.package)) return [];
    const forDevelopment = manifest.devDependencies.has(bare.package);
    const byPackage = placeInNodeModules(importer) !== null;
    if (!byPackage && (forDevelopment || winner.root === "runtime")) return [];
    const undeclaredIn = `${from.path}/package.json`;
    return [
      {
        severity: byPackage && !forDevelopment ? "warning" : "info",
        package: bare.package,
        winner,
        importer: { path: importer, copy: from },
        evidence: { specifier, undeclaredIn, forDevelopment, byPackage },
        identity: [from.path, bare.package, winner.path],
      },
    ];
  },
  message({ package: name, winner, importer, evidence: { forDevelopment, undeclaredIn } }) {
    if (winner === null || importer === null) return `${name} is not declared.`;
    const lists = forDevelopment ? "lists only in devDependencies" : "does not declare";
    const asker = named(importer.copy);
    return `${asker} uses ${name}, which ${undeclaredIn} ${lists}, and got ${located(winner)}.`;
  },
  fix({ package: name, importer, evidence: { byPackage, undeclaredIn } }) {
    if (importer === null) return `Declare ${name}.`;
    if (!byPackage)
      return `Nothing to do if the layer is meant to provide ${name}; otherwise add it to ${undeclaredIn}.`;
    const asker = named(importer.copy);
    const where = homePhrase(importer.copy);
    return `Install ${name} in ${where} next to ${asker}, or ask the author of ${asker} to declare it.`;
  },
});

function leftItsRoot({ bare, how, importer, from, winner, reach }: ResolutionSubject): boolean {
  if (from.root === winner.root || !packageRoots.has(from.root) || !packageRoots.has(winner.root))
    return false;
  if (reach === null || how === "require.resolve" || isRuntimeClient(importer, from)) return false;
  return bare.package !== from.package && !bare.package.startsWith("@types/");
}
