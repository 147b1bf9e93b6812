/** What Lambda counts, and what it refuses. */
import type { LayerFacts, UnreadLayer } from "../lambda/function-input.ts";
import type { Tree } from "../lambda/tree.ts";
import { sameFile } from "./same-file.ts";

/** Lambda quotas (developer guide, "Lambda quotas"): the function's code and all layers, unzipped. */
export const maxUnzippedBytes = 262_144_000;
export const maxLayers = 5;

export function bytesOf({ nodes }: Tree): number {
  let bytes = 0;
  for (const node of nodes.values()) if (node.kind === "file") bytes += node.size;
  return bytes;
}

export function refusedFor(
  bytes: number,
  layers: readonly Tree[],
  facts: readonly LayerFacts[],
  unread: readonly UnreadLayer[],
): readonly string[] {
  const count = layers.length + unread.length;
  const arns = [...facts, ...unread].flatMap(({ arn }) => arn ?? []);
  return [
    ...(bytes > maxUnzippedBytes
      ? [`The function's code and its layers have ${bytes} bytes unzipped; Lambda takes ${maxUnzippedBytes}.`]
      : []),
    ...(count > maxLayers ? [`The function has ${count} layers; Lambda takes ${maxLayers}.`] : []),
    ...twoVersions(arns),
  ];
}

/**
 * "Two different versions of the same layer are not allowed to be referenced in the same function", which
 * Lambda also answers for the same version twice (DataDog/serverless-plugin-datadog#195).
 */
function twoVersions(arns: readonly string[]): readonly string[] {
  const byLayer = Map.groupBy(arns, (arn) => arn.replace(/:\d+$/, ""));
  return [...byLayer]
    .filter(([, versions]) => versions.length > 1)
    .map(([layer]) => `The function has the layer ${layer} more than once, which Lambda refuses.`);
}

/** Layers of the same name, and layers of other names that have the same files. */
export function twice(layers: readonly Tree[]): readonly string[] {
  const notes: string[] = [];
  for (const [index, layer] of layers.entries()) {
    const same = layers.slice(0, index).find((other) => other.name === layer.name || isEqual(other, layer));
    if (same === undefined) continue;
    notes.push(
      same.name === layer.name
        ? `The layer ${layer.name} is there more than once.`
        : `The layers ${same.name} and ${layer.name} have the same files.`,
    );
  }
  return [...new Set(notes)];
}

function isEqual(one: Tree, other: Tree): boolean {
  if (one === other) return true;
  if (one.nodes.size !== other.nodes.size || one.nodes.size === 0) return false;
  for (const [path, node] of one.nodes) {
    const its = other.nodes.get(path);
    if (its?.kind !== node.kind || (node.kind === "file" && its.kind === "file" && its.size !== node.size))
      return false;
  }
  return [...one.nodes].every(([path, { kind }]) => kind === "directory" || sameFile(one, other, path));
}
