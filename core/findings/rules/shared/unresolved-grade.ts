/**
 * How grave a failed resolution is. The first row that fits decides. Packages and loaders probe: they ask for
 * what they can do without. A copy that is nearby was meant to be found.
 *
 * | asked by | for | severity |
 * |---|---|---|
 * | the runtime client | anything: it probes for the handler's file | no finding |
 * | a package | a path with nothing near it, and the function went on | no finding |
 * | anyone | an absolute path with nothing near it, and the function went on | no finding |
 * | anyone | what the same importer then got by other means, or a package's `package.json` | info |
 * | anyone | a native file that was not built: the function ended with that, or went on | error, or info |
 * | a loader | its package for this platform, and the function ended with that | error |
 * | a loader | the same, with a package for another platform there, and the function went on | warning |
 * | anyone | anything that is known to have ended an invocation or the process | error |
 * | a package | a package that it does not declare or declares optional | info |
 * | a package | a built-in, a native file, a path into another package | info |
 * | anyone | what has nothing near it, and the function went on | info |
 * | a package | another file of its own | warning |
 * | anyone | anything else, and the function went on | warning |
 * | anyone | anything else, by `require.resolve`, which only asks for the path | warning |
 * | anyone | anything else | error |
 */
import type { Severity } from "../../rule/severity.ts";
import type { UnresolvedEvidence } from "./unresolved-evidence.ts";

/**
 * Loaders ask for one path under every extension in turn, and for hundreds next to themselves before they ask
 * elsewhere.
 */
export function isLoadersProbe({
  specifier,
  searched,
  nearMisses,
  byPackage,
  survived,
  unbuilt,
}: UnresolvedEvidence): boolean {
  if (!survived || unbuilt !== null || searched.length > 0 || nearMisses.length > 0) return false;
  return specifier.startsWith(".") ? byPackage : /^(?:\/|file:)/.test(specifier);
}

/** A native file, or its replacement where no native file is there. */
const probedPath = /^node:|\.node$|\/(?:build|prebuilds)\/|\bwasi\b|\bwasm32\b/;

/** The variants of one path are one problem. */
export function withoutVariant(path: string): string {
  return path.replace(/(?:\/index)?(?:\.(?:[cm]?[jt]sx?|json|node|wasm))?$/, "");
}

export function severityOf(evidence: UnresolvedEvidence): Severity {
  const { specifier, how, searched, nearMisses, declared, byPackage, recovered, survived, fatal } = evidence;
  const { forHost, unbuilt } = evidence;
  const isBare = searched.length > 0;
  if (recovered || specifier.endsWith("/package.json")) return "info";
  if (unbuilt !== null) return fatal ? "error" : "info";
  if (forHost !== null && !survived) return "error";
  if (nearMisses.some(({ kind }) => kind === "other-platform")) return survived ? "warning" : "error";
  const isProbed = byPackage && !isBare && (evidence.intoAnother || probedPath.test(specifier));
  if (fatal && how !== "require.resolve" && !isProbed) return "error";
  if (survived && nearMisses.length === 0) return "info";
  if (byPackage && !isBare) return isProbed ? "info" : "warning";
  // A copy that is nearby was meant to be found.
  if (isBare && declared !== "required" && byPackage) return "info";
  return how === "require.resolve" || survived ? "warning" : "error";
}
