/**
 * Every distinct copy with who loaded it. Environments that loaded the same share one array of copies, so
 * each array is counted once, whatever the size of the fleet. Copies that lost and were never loaded are
 * known from the findings alone.
 */
import type { CopyRef } from "../../../core/findings/finding.ts";
import type { Analysis } from "../../analysis/analysis.ts";
import type { Copy, Environment, Incident } from "../../model/model.ts";

/** What a finding says about a copy. */
export interface Role {
  readonly part: "winner" | "loser";
  /** Into Analysis.causes. */
  readonly cause: number;
}

export interface InventoryRow {
  readonly package: string;
  readonly version: string | null;
  readonly root: Copy["root"];
  readonly path: string;
  readonly layer?: string;
  /** Null where no environment loaded it. */
  readonly loaded: Copy | null;
  readonly environments: number;
  /** `function:version` -> environments. */
  readonly versions: ReadonlyMap<string, number>;
  /** At most three environments to look at. */
  readonly examples: readonly string[];
  readonly roles: readonly Role[];
  /** Causes about the package that name no copy of it. */
  readonly about: readonly number[];
  /** Copies of the same package that were loaded somewhere in these logs. */
  readonly copiesOfPackage: number;
}

interface Counted {
  copy: Copy;
  environments: number;
  readonly versions: Map<string, number>;
  readonly examples: string[];
}

const maxExamples = 3;
const maxRoles = 20;

/** Sorted: packages with a finding first, the worst of them at the top, then by name. */
export function inventoryOf(incident: Incident, { causes }: Pick<Analysis, "causes">): InventoryRow[] {
  const counted = count(incident.environments);
  const roles = new Map<string, Role[]>();
  const losers = new Map<string, CopyRef>();
  const about = new Map<string, number[]>();
  const standing = new Map<string, number>();
  for (const [at, { observed, package: name }] of causes.entries()) {
    const { winner, loser } = observed.finding;
    standing.set(name, Math.min(standing.get(name) ?? at, at));
    if (winner === null && loser === null) add(about, name, at);
    if (winner !== null) add(roles, keyOf(winner), { part: "winner", cause: at });
    if (loser === null) continue;
    add(roles, keyOf(loser), { part: "loser", cause: at });
    losers.set(keyOf(loser), loser);
  }
  const packages = new Map<string, number>();
  for (const { copy } of counted.values()) packages.set(copy.package, (packages.get(copy.package) ?? 0) + 1);
  const common = (ref: CopyRef | Copy) => ({
    package: ref.package,
    version: ref.version,
    root: ref.root,
    path: ref.path,
    ...(ref.layer === undefined ? {} : { layer: ref.layer }),
    roles: roles.get(keyOf(ref)) ?? [],
    about: about.get(ref.package) ?? [],
    copiesOfPackage: packages.get(ref.package) ?? 0,
  });
  const rows: InventoryRow[] = [...counted.values()].map(({ copy, ...rest }) => ({
    ...common(copy),
    ...rest,
    loaded: copy,
  }));
  for (const [key, loser] of losers)
    if (!counted.has(key))
      rows.push({ ...common(loser), loaded: null, environments: 0, versions: new Map(), examples: [] });
  const place = (row: InventoryRow) =>
    standing.get(row.package) ?? (row.copiesOfPackage > 1 ? causes.length : causes.length + 1);
  return rows.sort(
    (left, right) =>
      place(left) - place(right) ||
      compare(left.package, right.package) ||
      losses(left) - losses(right) ||
      right.environments - left.environments ||
      compare(left.path, right.path),
  );
}

function count(environments: readonly Environment[]): Map<string, Counted> {
  const sets = new Map<
    readonly Copy[],
    { readonly versions: Map<string, number>; readonly examples: string[]; environments: number }
  >();
  for (const { id, functionName, functionVersion, loads } of environments) {
    // What was loaded by the end holds all that was loaded before.
    const copies = loads.at(-1)?.copies;
    if (copies === undefined) continue;
    let set = sets.get(copies);
    if (set === undefined) {
      set = { versions: new Map(), examples: [], environments: 0 };
      sets.set(copies, set);
    }
    const version = `${functionName}:${functionVersion}`;
    set.environments++;
    set.versions.set(version, (set.versions.get(version) ?? 0) + 1);
    if (set.examples.length < maxExamples) set.examples.push(id);
  }
  const counted = new Map<string, Counted>();
  for (const [copies, set] of sets) {
    for (const copy of copies) {
      const key = keyOf(copy);
      let entry = counted.get(key);
      if (entry === undefined) {
        entry = { copy, environments: 0, versions: new Map(), examples: [] };
        counted.set(key, entry);
      }
      entry.environments += set.environments;
      for (const [version, number] of set.versions)
        entry.versions.set(version, (entry.versions.get(version) ?? 0) + number);
      for (const example of set.examples)
        if (entry.examples.length < maxExamples) entry.examples.push(example);
    }
  }
  return counted;
}

function add<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else if (list.length < maxRoles) list.push(value);
}

/** Winners come before the losers of their package. */
function losses({ roles }: InventoryRow): number {
  return roles.filter(({ part }) => part === "loser").length;
}

function keyOf({ path, package: name, version }: CopyRef | Copy): string {
  return `${path}\n${name}\n${version ?? ""}`;
}

/** `module-2` before `module-10`. */
const { compare } = new Intl.Collator("en", { numeric: true });
