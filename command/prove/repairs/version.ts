/**
 * A package in another version than the importer needs: the other copy takes the winner's place, the winner
 * goes, or the version that the range asks for is put beside the importer.
 */

import type { CopyRef, Finding } from "../../../core/findings/finding.ts";
import { accepts } from "../../../core/findings/rules/shared/declared-range.ts";
import { joinPath, parentOf } from "../../../core/layout/paths.ts";
import { type DiskCopy, type LayerCopy, packagesOf, type Site } from "../artefacts/site.ts";
import { listOf, membersOf, textOf } from "./evidence.ts";
import { shareOne } from "./instance.ts";
import { labelOf } from "./label.ts";
import { type Repair, type Repairs, repairs } from "./repair.ts";

const maxCopies = 2;

/** Another root's copy was hidden. */
export function shadowedPackage({ package: name, winner, loser }: Finding, site: Site): Repairs {
  if (winner === null || loser === null) return repairs([], "the finding names no two copies");
  if (!site.canEdit(winner.path))
    return repairs([], `${winner.path} is the runtime's, which nobody can change`);
  const found: Repair[] = [];
  if (site.has(loser.path)) found.push(inPlace(name, asCopy(loser, site), winner));
  if (site.reached(name, parentOf(winner.path) ?? "/", winner.path) === loser.path)
    found.push({
      when: `${labelOf(name, winner)} is removed, so that ${labelOf(name, loser)} is found`,
      edits: [{ kind: "remove", path: winner.path }],
    });
  return repairs(found, `${loser.path} is neither in the function nor in a layer`);
}

/** The importer's range takes another version. */
export function rangeViolation({ package: name, winner, importer, range }: Finding, site: Site): Repairs {
  if (winner === null || importer === null || range === null)
    return repairs([], "the finding names no importer, winner and range");
  return versionFor({ name, range, importer: importer.path, winner }, site);
}

interface Wanted {
  readonly name: string;
  readonly range: string;
  /** A module's path. */
  readonly importer: string;
  readonly winner: CopyRef;
}

function versionFor({ name, range, importer, winner }: Wanted, site: Site): Repairs {
  const beside = joinPath(packagesOf(importer), name);
  const others = site
    .copiesOf(name)
    .filter(({ path, version }) => path !== winner.path && accepts(range, version) === true)
    .slice(0, maxCopies);
  const places = [beside, winner.path].filter((path) => site.canEdit(path));
  const copied = others.flatMap((copy) =>
    [...new Set(places)].filter((to) => to !== copy.path).map((to) => placed(name, copy, to, winner)),
  );
  const uncovered = site
    .mergedAt(winner.path)
    .filter(({ version }) => version !== winner.version && accepts(range, version) === true)
    .map((copy) => ofOneLayer(name, copy));
  if (copied.length + uncovered.length > 0) return repairs([...uncovered, ...copied], "");
  if (!site.canEdit(beside)) return repairs([], `${importer} is neither in the function nor in a layer`);
  return repairs([installed(name, range, beside, winner)], "");
}

/** Packages of one family from several releases: their own ties say which version belongs there. */
export function tornFamily({ package: name, winner, loser, range, evidence }: Finding, site: Site): Repairs {
  const [tie = {}] = listOf(membersOf(evidence)["ties"]);
  const member = textOf(membersOf(tie["member"])["path"]);
  if (winner === null || member === null) return repairs([], "the finding names no two members");
  const shared = loser === null ? [] : shareOne(name, winner, loser, site).repairs;
  const version =
    range === null ? [] : versionFor({ name, range, importer: `${member}/index.js`, winner }, site).repairs;
  return repairs([...version, ...shared], "no range says which version belongs to the family");
}

/** npm's record of the folder says what was there before a layer was laid over it. */
export function squashedLayer({ package: name, winner, evidence }: Finding, site: Site): Repairs {
  if (winner === null || winner.version === null || !site.canEdit(winner.path))
    return repairs([], "the finding names no package of a layer with a version");
  const signs = listOf(membersOf(evidence)["signs"]);
  const recorded = signs.flatMap((sign) =>
    sign["kind"] === "other-version" ? (textOf(sign["recorded"]) ?? []) : [],
  );
  const stray = signs.flatMap((sign) =>
    sign["kind"] === "stray-nested" ? (textOf(sign["path"]) ?? []) : [],
  );
  return repairs(
    [
      ...stray
        .filter((path) => site.has(path))
        .map((path): Repair => {
          return {
            when: `${path} is removed, which another layer left behind`,
            edits: [{ kind: "remove", path }],
          };
        }),
      ...site
        .mergedAt(winner.path)
        .slice(0, maxCopies)
        .map((copy) => ofOneLayer(name, copy)),
      ...[...new Set([...recorded, winner.version])].slice(0, maxCopies).map((version): Repair => {
        const install = {
          kind: "install",
          package: name,
          range: version,
          to: winner.path,
          cpu: null,
        } as const;
        return { when: `${winner.path} is a fresh install of ${name}@${version}`, edits: [install] };
      }),
    ],
    "",
  );
}

function placed(name: string, copy: DiskCopy, to: string, winner: CopyRef): Repair {
  if (to === winner.path) return inPlace(name, copy, winner);
  return {
    when: `${labelOf(name, copy)} is also at ${to}, beside its importer`,
    edits: [{ kind: "copy", from: copy.path, to }],
  };
}

function installed(name: string, range: string, to: string, winner: CopyRef): Repair {
  const place =
    to === winner.path ? `in the place of ${labelOf(name, winner)}` : `at ${to}, beside its importer`;
  return {
    when: `${name} ${range} is installed ${place}`,
    edits: [{ kind: "install", package: name, range, to, cpu: null }],
  };
}

function inPlace(name: string, copy: DiskCopy, winner: CopyRef): Repair {
  return {
    when: `${labelOf(name, copy)} takes the place of ${labelOf(name, winner)}`,
    edits: [{ kind: "copy", from: copy.path, to: winner.path }],
  };
}

function ofOneLayer(name: string, { path, layer, version }: LayerCopy): Repair {
  return {
    when: `only layer ${layer + 1} brings ${labelOf(name, { path, version })}`,
    edits: [{ kind: "one-layer", path, layer }],
  };
}

function asCopy({ path, version }: CopyRef, site: Site): DiskCopy {
  return { path, version: version ?? site.versionAt(path) };
}
