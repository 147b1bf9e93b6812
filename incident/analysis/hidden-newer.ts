/**
 * A copy that hides a newer one lacks what came with the newer. The finding is `info` where the copy may be
 * meant to win, and a warning where nothing says which version the importer asks for. It may explain an error
 * that names what is missing:
 * 1. the loader says that the package does not export what an ES module imports from it. That is a
 *    circumstance;
 * 2. a TypeError in a file of the function that imports it names something that is not a function or a
 *    constructor (missing-callee.ts). If that is named after a package, it must be this one; otherwise this
 *    must be the only package that it can be. That is a hint, which contrast must support.
 * The hidden version must have been in use: other environments of the function loaded the package in a newer
 * version.
 */
import parse from "semver/functions/parse.js";
import { isNamedAfter } from "../../core/explain/named-after.ts";
import type { Trace } from "../../core/explain/trace.ts";
import type { DistinctError, Environment, ObservedFinding } from "../model/model.ts";
import { inForce } from "./in-force.ts";
import { linkingMessageOf, quotes } from "./loader-message.ts";
import { missingCallee } from "./missing-callee.ts";
import { type Suspect, suspectOf } from "./suspect.ts";

interface Hiding {
  readonly observed: ObservedFinding;
  readonly package: string;
  readonly version: string;
}

/**
 * @param where the environments of the error
 * @param all those of its functions
 */
export function hiddenNewer(
  error: DistinctError,
  where: readonly Environment[],
  all: readonly Environment[],
  trace: Trace,
): Suspect[] {
  const linking = linkingMessageOf(error);
  if (linking !== null) {
    return hiding(error, where, all, ({ finding }) => quotes(linking, finding.package)).map(
      ({ observed, package: name }) =>
        suspectOf(observed, "circumstance", 2, { kind: "missing-export", package: name }),
    );
  }
  const callee = missingCallee(error);
  const [innermost] = trace.site;
  if (callee === null || innermost?.own !== true) return [];
  const { path, line } = innermost;
  const imported = hiding(error, where, all, ({ finding }) => finding.importer?.path === path);
  const { of } = callee;
  const meant = of === null ? imported : imported.filter(({ package: name }) => isNamedAfter(of, name));
  if (new Set(meant.map(({ package: name }) => name)).size !== 1) return [];
  return meant.map(({ observed, package: name, version }) =>
    suspectOf(observed, "hint", 0, { kind: "older-copy", package: name, version, path, line }),
  );
}

function hiding(
  error: DistinctError,
  where: readonly Environment[],
  all: readonly Environment[],
  isMeant: (observed: ObservedFinding) => boolean,
): Hiding[] {
  const shadows = inForce(
    where,
    error,
    (observed) => observed.finding.code === "shadowed-package" && isMeant(observed),
  );
  return [...shadows.values()].flatMap((observed): Hiding | [] => {
    const { key, package: name, winner, loser } = observed.finding;
    const version = winner?.version ?? null;
    if (version === null || !isNewer(loser?.version ?? null, version)) return [];
    const without = all.filter(({ findings }) => !findings.some(({ finding }) => finding.key === key));
    const sets = new Set(without.flatMap(({ loads }) => loads.map(({ copies }) => copies)));
    const hadNewer = [...sets].some((copies) =>
      copies.some((copy) => copy.package === name && isNewer(copy.version, version)),
    );
    return hadNewer ? { observed, package: name, version } : [];
  });
}

function isNewer(version: string | null, than: string): boolean {
  const [left, right] = [parse(version, { loose: true }), parse(than, { loose: true })];
  return left !== null && right !== null && left.compare(right) > 0;
}
