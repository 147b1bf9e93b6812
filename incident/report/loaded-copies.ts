/** The copies that functions loaded, by their lines, for a bill of materials of what runs. */
import type { CopyRef } from "../../core/findings/finding.ts";
import type { SbomCopy } from "../../page/cyclonedx.ts";
import type { Environment } from "../model/model.ts";

export interface LoadedCopies {
  readonly functionName: string;
  /** As Lambda names it: `7`, `$LATEST`. */
  readonly functionVersion: string;
  readonly copies: readonly SbomCopy[];
  /** The time of the last line, in milliseconds since the epoch. */
  readonly at: number;
}

type Draft = SbomCopy & { readonly over: string[]; readonly under: string[] };

/**
 * What the newest version of each function has loaded, in all its environments; of a path with two versions of
 * the package, the last one.
 */
export function copiesInLogs(environments: readonly Environment[]): readonly LoadedCopies[] {
  const byName = Map.groupBy(environments, ({ functionName }) => functionName);
  return [...byName].map(([functionName, all]) => {
    const byTime = all.toSorted((a, b) => a.last - b.last);
    const { functionVersion, last: at } = byTime.at(-1) ?? { functionVersion: "$LATEST", last: 0 };
    const inOrder = byTime.filter((each) => each.functionVersion === functionVersion);
    const drafts = new Map<string, Draft>();
    for (const { loads } of inOrder)
      for (const { copies } of loads)
        for (const copy of copies) {
          const { package: name, path, how, link } = copy;
          if (isOwnCode(name, path)) continue;
          const facts = { how, ...(link !== null && { link }) };
          drafts.set(path, { ...draft(copy, "true"), facts });
        }
    for (const { findings } of inOrder) for (const { finding } of findings) choose(drafts, finding);
    return { functionName, functionVersion, copies: [...drafts.values()], at };
  });
}

/** A copy that lost is on the disk, and may never have been loaded. */
function choose(
  drafts: Map<string, Draft>,
  { winner, loser }: Environment["findings"][number]["finding"],
): void {
  if (winner === null || loser === null || winner.path === loser.path) return;
  if (isOwnCode(winner.package, winner.path) || isOwnCode(loser.package, loser.path)) return;
  for (const copy of [winner, loser]) if (!drafts.has(copy.path)) drafts.set(copy.path, draft(copy, "false"));
  const [above, below] = [drafts.get(winner.path), drafts.get(loser.path)];
  if (above?.over.includes(loser.path) === false) above.over.push(loser.path);
  if (below?.under.includes(winner.path) === false) below.under.push(winner.path);
}

/** The application itself, and what of a root belongs to no package. */
function isOwnCode(name: string, path: string): boolean {
  return name.startsWith("(") || path === "/var/task";
}

function draft(
  { path, package: name, version, root, layer }: Omit<CopyRef, "link">,
  loaded: "true" | "false",
): Draft {
  const techniques = loaded === "true" ? (["instrumentation"] as const) : (["manifest-analysis"] as const);
  return {
    path,
    kind: "package",
    name,
    version,
    root,
    layer: layer ?? null,
    techniques,
    loaded,
    over: [],
    under: [],
    facts: {},
  };
}
