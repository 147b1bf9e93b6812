/**
 * What came between two sets of copies of one function, and what says so:
 * 1. INIT_START names the runtime's version: another version is an update of it.
 * 2. A published version never changes, nor do its layers: another version is a deploy, and where copies of a
 *    layer differ, of another layer too.
 * 3. $LATEST changes in place. There the roots of what changed show it: the function's code was deployed, or
 *    a layer was attached, removed or changed. A copy that stayed and now has a finding that it did not have
 *    changed as well: its files did. Packages that are merely loaded or not say nothing: other requests may
 *    have led another way through the same code. If all copies are the same, other bytes of the function's own
 *    files show a deploy (code-generations.ts).
 */
import type { Root } from "../../core/layout/roots.ts";
import type { Between, Change, Succession } from "./analysis.ts";
import { isOnlyOtherCode, type Stage } from "./stages.ts";

export function betweenOf(from: Stage, to: Stage, changes: readonly Change[]): readonly Between[] {
  const found: Between[] = [];
  const sides = new Set([...sidesOf(changes), ...sidesOfFindings(from, to)]);
  const otherVersion = [...to.versions].every((version) => !from.versions.has(version));
  const versions = successionOf(from.versions, to.versions);
  const isDeploy = otherVersion || (isLatest(to) && (sides.has("function") || isOnlyOtherCode(from, to)));
  if (isDeploy) found.push({ kind: "deploy", versions });
  if ((otherVersion || isLatest(to)) && sides.has("layer")) found.push({ kind: "layer-change", versions });
  const runtimes = isOther(from.runtimes, to.runtimes) ? successionOf(from.runtimes, to.runtimes) : null;
  if (runtimes !== null || (sides.has("runtime") && !isDeploy))
    found.push({ kind: "runtime-update", runtimes });
  return found.length === 0 ? [{ kind: "unknown" }] : found;
}

/** Null where the two have something in common. */
function successionOf(before: ReadonlySet<string>, after: ReadonlySet<string>): Succession | null {
  if ([...after].some((value) => before.has(value))) return null;
  return { before: [...before].sort(), after: [...after].sort() };
}

/** Both known, and nothing in common. */
export function isOther(before: ReadonlySet<string>, after: ReadonlySet<string>): boolean {
  return before.size > 0 && after.size > 0 && [...after].every((value) => !before.has(value));
}

function isLatest({ versions }: Stage): boolean {
  return versions.has("$LATEST");
}

/** The roots whose content must have changed for these changes to come about. */
function sidesOf(changes: readonly Change[]): ReadonlySet<Root> {
  return new Set(changes.flatMap((change) => sideOf(change) ?? []));
}

/** The roots of copies that were there before, without what is now found about them. */
function sidesOfFindings(from: Stage, to: Stage): readonly Root[] {
  const before = new Set(from.copies.map(({ path }) => path));
  return [...to.findings].flatMap(
    ([
      key,
      {
        finding: { winner },
      },
    ]) => (winner !== null && !from.findings.has(key) && before.has(winner.path) ? [winner.root] : []),
  );
}

/**
 * Node looks through the roots in this order: a package moves nearer when the nearer root got it, and farther
 * when that lost it.
 */
const search: readonly Root[] = ["function", "layer", "runtime"];

function sideOf({ before, after }: Change): Root | null {
  if (before === null || after === null) return null;
  const [left, right] = [search.indexOf(before.root), search.indexOf(after.root)];
  if (left === -1 || right === -1) return after.root;
  return search[Math.min(left, right)] ?? null;
}
