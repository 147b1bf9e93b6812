/** Judges the layers of a function as a whole; check/layers has each question. */
import { parseNodePath } from "../core/layout/candidates.ts";
import { placeInNodeModules } from "../core/layout/copy.ts";
import type { FunctionInput } from "./lambda/function-input.ts";
import type { Opt } from "./lambda/opt.ts";
import type { Runtime } from "./lambda/runtime.ts";
import { brokenStarts } from "./layers/broken.ts";
import { clashesOf } from "./layers/clashes.ts";
import { labelNotes } from "./layers/labels.ts";
import { nativesOf } from "./layers/natives.ts";
import { overlapsOf, tornPackages } from "./layers/overlaps.ts";
import { bytesOf, refusedFor, twice } from "./layers/quotas.ts";
import type { LayerReport } from "./layers/report.ts";
import { systemPolicy } from "./layers/system-policy.ts";
import { unseenFolders } from "./layers/unseen.ts";
import { unusedPackages } from "./layers/unused.ts";

export { maxLayers, maxUnzippedBytes } from "./layers/quotas.ts";
export { type LayerReport, noLayers, type Overlap, type TornPackage, type Unused } from "./layers/report.ts";

/**
 * @param loaded the physical paths that are or may be loaded
 * @param runtime null for one that is not Node's: then nothing about Node is judged
 * @param asked names of packages that were asked for in vain
 */
export function judgeLayers(
  input: FunctionInput,
  opt: Opt,
  loaded: Iterable<string>,
  runtime: Runtime | null,
  asked: ReadonlySet<string> = new Set(),
): LayerReport {
  const paths = [...loaded];
  const { task, layers, variables, layerFacts = [], unreadLayers = [] } = input;
  const bytes = [task, ...layers].reduce((sum, tree) => sum + bytesOf(tree), 0);
  const overlaps = overlapsOf(layers, opt);
  const policy = systemPolicy(input.runtime);
  const natives = layers.map((tree) => nativesOf(tree, tree.name, policy));
  const all = [nativesOf(task, null, policy), ...natives];
  const nodePath =
    runtime === null ? [] : parseNodePath(variables["NODE_PATH"] || runtime.nodePath.join(":"));
  return {
    overlaps,
    torn: tornPackages(layers, opt),
    unused: runtime === null || paths.length === 0 ? [] : unusedPackages(input, opt, paths, asked),
    clashes: clashesOf(layers, opt, variables),
    natives: all.filter(({ files }) => Object.keys(files).length > 0),
    bytes,
    wastedBytes: overlaps.reduce((sum, { wastedBytes }) => sum + wastedBytes, 0),
    refused: refusedFor(bytes, layers, layerFacts, unreadLayers),
    broken: brokenStarts(input, opt),
    notes: [
      ...twice(layers),
      ...(runtime === null ? [] : unseenFolders(layers, nodePath, runtime.nodeMajor)),
      ...labelNotes(input, natives),
      ...fromRuntime(input, paths),
    ],
  };
}

/** A profile of a runtime does not have all of it, and the report says so. */
function fromRuntime(
  { runtime, runtimeSource }: FunctionInput,
  loaded: readonly string[],
): readonly string[] {
  if (!runtimeSource) return [];
  const names = new Set(
    loaded.flatMap((path) =>
      path.startsWith("/var/runtime/") ? (placeInNodeModules(path)?.package ?? []) : [],
    ),
  );
  const [first, ...others] = names;
  if (first === undefined) return [];
  const more = others.length === 0 ? "" : ` and ${others.length} more`;
  return [`It loads ${first}${more} from ${runtime}, of which is known: ${runtimeSource}.`];
}
