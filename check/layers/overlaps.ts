/** Which files layers overwrite of each other, and the packages that this tears. */
import { placeInNodeModules } from "../../core/layout/copy.ts";
import type { Opt } from "../lambda/opt.ts";
import type { Tree } from "../lambda/tree.ts";
import type { Overlap, OverlappedFile, TornPackage } from "./report.ts";
import { sameFile } from "./same-file.ts";

const maxExamples = 5;
/** Of one pair of layers. */
const maxFiles = 1_000;

export function overlapsOf(layers: readonly Tree[], { overwritten }: Opt): readonly Overlap[] {
  const groups = Map.groupBy(overwritten, ({ winner, loser }) => `${loser} ${winner}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    const [winner, loser] = [layers[first?.winner ?? -1], layers[first?.loser ?? -1]];
    if (winner === undefined || loser === undefined) return [];
    const files: readonly OverlappedFile[] = group.map(({ path }) => ({
      path,
      bytes: sizeOf(loser, path),
      identical: sameFile(winner, loser, path),
    }));
    const replaced = files.filter(({ identical }) => !identical);
    return {
      winner: winner.name,
      loser: loser.name,
      identical: files.length - replaced.length,
      replaced: replaced.length,
      wastedBytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
      examples: replaced.slice(0, maxExamples).map(({ path }) => path),
      files: [...replaced, ...files.filter(({ identical }) => identical)].slice(0, maxFiles),
    };
  });
}

export function tornPackages(layers: readonly Tree[], opt: Opt): readonly TornPackage[] {
  const byPackage = new Map<string, Map<number, number>>();
  for (const [path, { node, layer }] of opt.nodes) {
    if (node.kind === "directory") continue;
    const copy = placeInNodeModules(`/opt/${path}`)?.path;
    if (copy === undefined) continue;
    const counts = byPackage.get(copy) ?? new Map<number, number>();
    byPackage.set(copy, counts.set(layer, (counts.get(layer) ?? 0) + 1));
  }
  const changed = new Set<string>();
  for (const { path, winner, loser } of opt.overwritten) {
    const copy = placeInNodeModules(`/opt/${path}`)?.path;
    const [above, below] = [layers[winner], layers[loser]];
    if (copy === undefined || above === undefined || below === undefined || changed.has(copy)) continue;
    if (!sameFile(above, below, path)) changed.add(copy);
  }
  return [...byPackage]
    .filter(([copy, counts]) => counts.size > 1 && changed.has(copy))
    .map(([path, counts]) => ({
      path,
      package: placeInNodeModules(`${path}/x`)?.package ?? path,
      files: Object.fromEntries([...counts].map(([layer, count]) => [layers[layer]?.name ?? "", count])),
    }));
}

function sizeOf({ nodes }: Tree, path: string): number {
  const node = nodes.get(path);
  return node?.kind === "file" ? node.size : 0;
}
