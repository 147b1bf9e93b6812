/** Findings that an update ends, and those that it brings. */

import type { Runtime } from "../lambda/runtime.ts";
import { dependencyChanges } from "../layer-diff/manifest-changes.ts";
import { satisfies, validRange } from "../layer-diff/semver.ts";
import type { Layers } from "./layers.ts";
import { plainFolder } from "./plain-folder.ts";
import type { SeenCopy, SeenFinding, SeenFunction } from "./seen.ts";
import type { FindingChange } from "./verdict.ts";

const loose = { includePrerelease: true };

export interface FindingChanges {
  readonly comes: readonly FindingChange[];
  readonly goes: readonly FindingChange[];
}

export function findingChanges(
  { findings, copies }: SeenFunction,
  own: readonly SeenCopy[],
  layers: Layers,
  runtime: Runtime,
): FindingChanges {
  const { now } = layers;
  const versions = new Map(copies.map(({ path, version }) => [path, version]));
  const mine = new Set(own.flatMap(({ path }) => [path, plainFolder(path)]));
  const goes = findings
    .filter((finding) => ends(finding, mine, layers, runtime))
    .map((finding) =>
      changeOf(finding, versions.get(finding.winner ?? "") ?? null, nextVersion(finding, layers)),
    );
  const comes: FindingChange[] = [];
  // A range that one importer declared is known only from a finding: it was broken by another copy then.
  for (const { package: name, range, winner, severity } of findings) {
    const copy = own.find((each) => each.package === name && each.path !== winner);
    const next = copy === undefined ? null : (layers.inPlaceOf(copy.path)?.version ?? null);
    if (copy?.version == null || next === null || range === null || validRange(range) === null) continue;
    if (!satisfies(copy.version, range, loose) || satisfies(next, range, loose)) continue;
    comes.push({ code: "range-violation", severity, package: name, old: copy.version, new: next, range });
  }
  const changes = layers.diff?.changes ?? dependencyChanges({ ...now, packages: new Map(), others: [] }, now);
  for (const { code, path, entry, old, new: version } of changes) {
    if (code !== "dependency-out-of-range" || !mine.has(`/opt/${path}`) || entry === null) continue;
    comes.push({
      code: "range-violation",
      severity: "error",
      package: entry,
      old: null,
      new: version,
      range: old,
    });
  }
  for (const { root, package: name, version, path } of copies) {
    if (root !== "function" && root !== "runtime") continue;
    const folder = runtime.nodePath.find((each) => now.packages.has(`${each}/${name}`));
    const next = folder === undefined ? undefined : now.packages.get(`${folder}/${name}`);
    const isNew = next !== undefined && (layers.old === null ? null : !layers.old.packages.has(next.folder));
    if (
      next === undefined ||
      isNew !== true ||
      path === next.folder ||
      !path.endsWith(`/node_modules/${name}`)
    )
      continue;
    comes.push({
      code: "shadowed-package",
      severity: "info",
      package: name,
      old: version,
      new: next.version,
      range: null,
    });
  }
  return { comes, goes };
}

function ends(finding: SeenFinding, mine: ReadonlySet<string>, layers: Layers, runtime: Runtime): boolean {
  const { now, inPlaceOf } = layers;
  const { code, winner, loser, range, specifier } = finding;
  const isGone = (path: string | null): boolean =>
    path !== null && mine.has(path) && inPlaceOf(path) === null;
  if (code === "unresolved-module") return specifier !== null && isFound(specifier, now, runtime);
  if (winner !== null && isGone(winner)) return true;
  if (loser?.startsWith("/opt/") === true && inPlaceOf(loser) === null)
    return code === "shadowed-package" || code === "duplicate-instance";
  if (code !== "range-violation" || winner === null || !mine.has(winner) || range === null) return false;
  const next = inPlaceOf(winner)?.version ?? null;
  return next !== null && validRange(range) !== null && satisfies(next, range, loose);
}

function isFound(specifier: string, { site }: Layers["now"], { nodePath }: Runtime): boolean {
  const resolver = site.resolverFor(...nodePath.filter((folder) => folder.startsWith("/opt/")));
  return resolver.resolve({ specifier, how: "require", importer: "/var/task/index.js" }).kind === "file";
}

function nextVersion({ winner }: SeenFinding, { inPlaceOf }: Layers): string | null {
  return winner === null ? null : (inPlaceOf(winner)?.version ?? null);
}

function changeOf(
  { code, severity, package: name, range }: SeenFinding,
  old: string | null,
  version: string | null,
): FindingChange {
  return { code, severity, package: name, old, new: version, range };
}
