/**
 * What differs between two sets of copies, package by package:
 * 1. A path that both hold is the same copy: its version may have changed.
 * 2. Of what is left, copies of one package are paired: of the same version first, then in the order of their
 *    roots and paths. A pair in another root moved; in the same root at another path it was
 *    installed elsewhere. Its version may have changed with it; then that is said.
 * 3. What remains was added or removed.
 */
import type { Copy } from "../model/model.ts";
import type { Change, ChangeKind } from "./analysis.ts";

export function differences(left: readonly Copy[], right: readonly Copy[]): readonly Change[] {
  if (left === right) return [];
  const before = byPackage(left);
  const after = byPackage(right);
  const changes: Change[] = [];
  for (const name of [...new Set([...before.keys(), ...after.keys()])].sort()) {
    changes.push(...ofPackage(name, before.get(name) ?? [], after.get(name) ?? []));
  }
  return changes;
}

function ofPackage(name: string, left: readonly Copy[], right: readonly Copy[]): Change[] {
  const changes: Change[] = [];
  const [gone, come] = [new Set(left), new Set(right)];
  const pair = (isPair: (before: Copy, after: Copy) => boolean): void => {
    for (const before of gone) {
      const after = [...come].find((copy) => isPair(before, copy));
      if (after === undefined) continue;
      gone.delete(before);
      come.delete(after);
      const kind = kindOf(before, after);
      if (kind !== null) changes.push({ kind, package: name, before, after });
    }
  };
  pair((before, after) => before.path === after.path);
  pair((before, after) => before.version === after.version && before.root === after.root);
  pair((before, after) => before.version === after.version);
  pair((before, after) => before.root === after.root);
  pair(() => true);
  for (const before of gone) changes.push({ kind: "removed", package: name, before, after: null });
  for (const after of come) changes.push({ kind: "added", package: name, before: null, after });
  return changes;
}

/** The first that applies: another root says most, then another version, then another path. */
function kindOf(before: Copy, after: Copy): ChangeKind | null {
  if (before.root !== after.root) return "root";
  if (before.version !== after.version) return "version";
  return before.path === after.path ? null : "path";
}

/**
 * Sorted, so that the same two sets give the same pairs whatever their order; a path that comes twice is one
 * copy.
 */
function byPackage(copies: readonly Copy[]): ReadonlyMap<string, readonly Copy[]> {
  const packages = new Map<string, Map<string, Copy>>();
  for (const copy of [...copies].sort(byPath)) {
    const paths = packages.get(copy.package) ?? new Map<string, Copy>();
    packages.set(copy.package, paths.set(copy.path, copy));
  }
  return new Map([...packages].map(([name, paths]) => [name, [...paths.values()]]));
}

function byPath(left: Copy, right: Copy): number {
  const [before, after] = [left, right].map(
    ({ path, version, root }) => `${path}\n${version ?? ""}\n${root}`,
  ) as [string, string];
  return before < after ? -1 : before > after ? 1 : 0;
}
