/** Packages of the layers that no code of this function reaches. */
import type { FunctionInput } from "../lambda/function-input.ts";
import type { Opt } from "../lambda/opt.ts";
import { declaredNames } from "./declared.ts";
import type { Unused } from "./report.ts";

/**
 * Packages directly in a node_modules of /opt; what is nested in one counts as part of it.
 * @param loaded the physical paths of what is loaded
 * @param asked names of packages that were asked for in vain
 */
export function unusedPackages(
  input: FunctionInput,
  opt: Opt,
  loaded: readonly string[],
  asked: ReadonlySet<string>,
): readonly Unused[] {
  const used = new Set(loaded.flatMap((path) => topPackage(path) ?? []));
  const sizes = new Map<string, { layer: number; bytes: number }>();
  for (const [path, { node, layer }] of opt.nodes) {
    const copy = node.kind === "file" ? topPackage(`/opt/${path}`) : null;
    if (copy === null || node.kind !== "file") continue;
    const known = sizes.get(copy) ?? { layer, bytes: 0 };
    sizes.set(copy, { layer, bytes: known.bytes + node.size });
  }
  const idle = [...sizes].filter(([copy]) => !used.has(copy));
  if (idle.length === 0) return [];
  const byName = Map.groupBy(
    idle.map(([copy]) => copy),
    nameOf,
  );
  const declared = declaredNames(input, opt, loaded, asked, (name) => byName.get(name) ?? []);
  return idle
    .filter(([copy]) => !declared.has(nameOf(copy)))
    .map(([path, { layer, bytes }]) => ({ layer: input.layers[layer]?.name ?? "", path, bytes }))
    .sort((left, right) => right.bytes - left.bytes);
}

function nameOf(copy: string): string {
  return copy.slice(copy.lastIndexOf("node_modules/") + "node_modules/".length);
}

/** `/opt/nodejs/node_modules/a` of any path in it */
function topPackage(path: string): string | null {
  return /^(\/opt\/(?:[^/]+\/){0,4}?node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? null;
}
