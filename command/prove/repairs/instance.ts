/** One package from two copies: everybody gets the first, or everybody gets the second. */
import type { CopyRef, Finding } from "../../../core/findings/finding.ts";
import { isInside, parentOf } from "../../../core/layout/paths.ts";
import type { Site } from "../artefacts/site.ts";
import { labelOf } from "./label.ts";
import { type Repair, type Repairs, repairs } from "./repair.ts";

export function duplicateInstance({ package: name, winner, loser }: Finding, site: Site): Repairs {
  if (winner === null || loser === null) return repairs([], "the finding names no two copies");
  return shareOne(name, winner, loser, site);
}

export function shareOne(name: string, first: CopyRef, second: CopyRef, site: Site): Repairs {
  return repairs(
    [...onlyOne(name, first, second, site), ...onlyOne(name, second, first, site)],
    `neither ${first.path} nor ${second.path} is in the function or in a layer`,
  );
}

/** `gone` goes. Where Node would not find `kept` from there, a link leads to it. */
function onlyOne(name: string, kept: CopyRef, gone: CopyRef, site: Site): readonly Repair[] {
  const isThere = kept.root === "runtime" || site.has(kept.path);
  if (!isThere || !site.has(gone.path) || isInside(kept.path, gone.path)) return [];
  const only = `everybody gets ${labelOf(name, kept)}`;
  return site.reached(name, parentOf(gone.path) ?? "/", gone.path) === kept.path
    ? [
        {
          when: `${labelOf(name, gone)} is removed, so that ${only}`,
          edits: [{ kind: "remove", path: gone.path }],
        },
      ]
    : [
        {
          when: `a link takes the place of ${labelOf(name, gone)}, so that ${only}`,
          edits: [{ kind: "link", path: gone.path, target: kept.path }],
        },
      ];
}
