/**
 * An importer got a package that its package.json does not declare, and got it from another root: it works by
 * luck, until that root changes. Where the importer has no package.json, nothing is known and nothing is
 * said; nor of what it only asked the path of or found by other means.
 *
 * | importer | what it got | severity |
 * |---|---|---|
 * | the runtime client, or anyone importing its own name or types | anything | none |
 * | code of a root's own | the runtime's bundled SDK, or what it lists in devDependencies: AWS documents both ways | none |
 * | code of a root's own | anything else, mostly a layer's package | info |
 * | a package | what it lists in devDependencies | info |
 * | a package | anything else | warning |
 */
import { placeInNodeModules } from "../../layout/copy.ts";
import type { Root } from "../../layout/roots.ts";
import type { CopyRef, Importer } from "../finding.ts";
import { defineRule } from "../rule/rule.ts";
import { declarationOf } from "./shared/declared-range.ts";
import { isRuntimeClient } from "../../layout/runtime-client.ts";

export interface UndeclaredEvidence {
  readonly specifier: string;
  /** The package.json that does not declare it. */
  readonly undeclaredIn: string;
  /** It is in devDependencies, which are not deployed. */
  readonly forDevelopment: boolean;
  /** Asked by a package, not by the function's or the layer's own code. */
  readonly byPackage: boolean;
}

interface Inputs {
  readonly package: string;
  readonly importer: Importer;
  readonly winner: CopyRef;
  readonly evidence: UndeclaredEvidence;
}

const ROOTS: ReadonlySet<Root> = new Set(["function", "layer", "runtime"]);

export const undeclaredDependency = defineRule({
  code: "undeclared-dependency",
  subject: "resolution",
  inputs({ bare, how, specifier, importer, from, winner, reach }, world): Inputs | null {
    if (
      from.root === winner.root ||
      !ROOTS.has(from.root) ||
      !ROOTS.has(winner.root) ||
      isRuntimeClient(importer, from)
    )
      return null;
    if (
      reach === null ||
      how === "require.resolve" ||
      bare.package === from.package ||
      bare.package.startsWith("@types/")
    )
      return null;
    const manifest = world.packages.read(from.path);
    // knex and others name their optional peers in peerDependenciesMeta alone.
    if (
      manifest === null ||
      declarationOf(manifest, bare.package) !== null ||
      manifest.optionalPeers.has(bare.package)
    )
      return null;
    const evidence = {
      specifier,
      undeclaredIn: `${from.path}/package.json`,
      forDevelopment: manifest.devDependencies.has(bare.package),
      byPackage: placeInNodeModules(importer) !== null,
    };
    return { package: bare.package, importer: { path: importer, copy: from }, winner, evidence };
  },
  verdict(inputs) {
    const { importer, winner, evidence } = inputs;
    if (!evidence.byPackage && (evidence.forDevelopment || winner.root === "runtime")) return [];
    return [
      {
        ...inputs,
        severity: evidence.byPackage && !evidence.forDevelopment ? "warning" : "info",
        loser: null,
        range: null,
        identity: [importer.copy.path, inputs.package, winner.path],
      },
    ];
  },
});
