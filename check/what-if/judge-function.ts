/**
 * What a function gets when a layer takes the place of another one:
 * 1. Of the copies that it loaded, those of the old layer are taken that something outside of it asked for. What
 *    a package of the layer asks of another one is the new layer's own matter, and is judged with it.
 * 2. Node is asked again for what was asked for, with the new layer at /opt. Where it gives an error, the
 *    function breaks. Where it gives a copy, the versions are compared, and the names where code says which
 *    are used.
 * 3. Native code is judged for the function's own CPU and runtime.
 * 4. Each finding that production reported is looked at again.
 * Nothing is said about a copy that may be from another layer, unless the new one does not have it.
 */
import { placeInNodeModules } from "../../core/layout/copy.ts";
import { formatOf } from "../../core/layout/module-format.ts";
import type { Resolved } from "../../core/layout/resolver.ts";
import { parseBareSpecifier } from "../../core/layout/specifier.ts";
import type { Runtime } from "../lambda/runtime.ts";
import type { LayerPackage } from "../layer-diff/contents.ts";
import { versionStep } from "../layer-diff/version-step.ts";
import { findingChanges } from "./finding-changes.ts";
import { layerReasons } from "./layer-reasons.ts";
import { isNamed, type Layers } from "./layers.ts";
import { type NamesUsed, nameReasons } from "./name-reasons.ts";
import { isInStore, plainFolder } from "./plain-folder.ts";
import type { SeenCopy, SeenFunction } from "./seen.ts";
import { outcomes, type Reason, type Verdict } from "./verdict.ts";

/** The runtime brings the AWS SDK. */
const inRuntime = /^(?:@aws-sdk|@smithy)\//;

/** @param used null where the function's code is not given */
export function judgeFunction(seen: SeenFunction, layers: Layers, used: NamesUsed | null): Verdict {
  const runtime = layers.runtimes.find(({ name }) => name === seen.runtime) ?? layers.runtimes[0];
  const known = { function: seen.name, invocations: seen.invocations, comes: [], goes: [], loads: [] };
  if (runtime === undefined || (seen.isLoaded && seen.copies.length === 0))
    return { ...known, outcome: "unknown", reasons: [] };
  const asks = (copy: SeenCopy) => used?.asks(copy.package) ?? [];
  const isLoaded = (copy: SeenCopy): boolean => seen.isLoaded || asks(copy).length > 0;
  const states = new Map(seen.copies.map((copy) => [copy, layers.belongs(copy)]));
  const own = seen.copies.filter((copy) => states.get(copy) === "yes");
  const labels = new Set(own.map(({ layer }) => layer));
  // Where it loads nothing that the new layer has, the layer is not one of its layers.
  const maybe = own.length === 0 ? [] : seen.copies.filter((copy) => states.get(copy) === "maybe");
  // Where all of the layer's copies name it, what names another one is not from it.
  const mine = [
    ...own,
    ...maybe.filter(({ layer }) => layer === null || labels.has(null) || labels.has(layer)),
  ];
  const asked = mine
    .filter((copy) => isAskedFromOutside(copy, mine, layers) && (seen.isLoaded || isAtTop(copy, layers)))
    // A lock says what is there; the code says how it asks for that.
    .flatMap((copy) =>
      seen.isLoaded || asks(copy).length === 0 ? [copy] : asks(copy).map((one) => ({ ...copy, ...one })),
    );
  const doubtOf = (copy: SeenCopy): Reason["doubt"] =>
    layers.belongs(copy) !== "yes" ? "layer" : isLoaded(copy) ? null : "loaded";
  // What another layer has now, where the new layer has a package too, the later one of them overwrites.
  const over = seen.copies.filter((copy) => states.get(copy) === "no" && isNewlyThere(copy, layers));
  const reasons = [
    ...over.flatMap((copy) => copyReasons(copy, "layer", layers, runtime, used)),
    ...asked.flatMap((copy) => copyReasons(copy, doubtOf(copy), layers, runtime, used)),
    ...seen.copies.flatMap((copy) => runtimeReasons(copy, layers, runtime)),
    ...layerReasons(seen, own, layers, runtime, isLoaded),
    ...(own.length > 0 ? [] : undescribedReasons(seen, layers)),
  ]
    .filter(isFirst)
    .sort(byWeight);
  const { comes, goes } = findingChanges(seen, own, layers, runtime);
  const heaviest = reasons[0]?.outcome;
  return {
    ...known,
    outcome: heaviest ?? (own.length > 0 ? "fine" : "untouched"),
    reasons,
    comes,
    goes,
    loads: [...new Set(own.map((copy) => copy.package))].sort(),
  };
}

const byWeight = (left: Reason, right: Reason): number =>
  outcomes.indexOf(left.outcome) - outcomes.indexOf(right.outcome);

/** A package of pnpm's is at two paths. */
function isFirst(reason: Reason, index: number, all: readonly Reason[]): boolean {
  const key = JSON.stringify(reason);
  return all.findIndex((each) => JSON.stringify(each) === key) === index;
}

function isNewlyThere({ root, path }: SeenCopy, { old, now }: Layers): boolean {
  return root === "layer" && old !== null && !old.packages.has(path) && now.packages.has(path);
}

/** Of pnpm's store, which a lock lists as well, only what a link at the top leads to can be asked for. */
function isAtTop({ path, version }: SeenCopy, { old, now, inPlaceOf }: Layers): boolean {
  if (!isInStore(path)) return true;
  const top = plainFolder(path);
  if (old !== null) return old.packages.get(top)?.version === version;
  return now.packages.has(top) || inPlaceOf(path) === null;
}

/** The old layer may be one of those of which the lock says nothing. */
function undescribedReasons({ layers: all }: SeenFunction, { label }: Layers): readonly Reason[] {
  return all
    .filter((one) => !one.isDescribed && (label === null || isNamed(one.label, label)))
    .map((one) => ({
      code: "layer-not-described",
      outcome: "unknown",
      package: one.label,
      entry: null,
      how: null,
      old: null,
      new: null,
      items: [],
      doubt: null,
    }));
}

function isAskedFromOutside(
  { importer }: SeenCopy,
  own: readonly SeenCopy[],
  { inPlaceOf }: Layers,
): boolean {
  if (importer === null) return true;
  const place = placeInNodeModules(importer)?.path;
  return place === undefined || !(own.some(({ path }) => path === place) || inPlaceOf(place) !== null);
}

/** What Node gives for a specifier in /opt. */
export function answered(
  specifier: string,
  how: "require" | "import",
  { now }: Pick<Layers, "now">,
  { nodePath }: Runtime,
): { readonly resolved: Resolved; readonly copy: LayerPackage | null } {
  const folders = nodePath.filter((folder) => folder.startsWith("/opt/"));
  const resolved = now.site
    .resolverFor(...folders)
    .resolve({ specifier, how, importer: "/var/task/index.js" });
  const place = resolved.kind === "file" ? placeInNodeModules(resolved.path)?.path : undefined;
  return { resolved, copy: place === undefined ? null : (now.packages.get(place) ?? null) };
}

function copyReasons(
  copy: SeenCopy,
  doubt: Reason["doubt"],
  layers: Layers,
  runtime: Runtime,
  used: NamesUsed | null,
): readonly Reason[] {
  const specifier = copy.specifier ?? copy.package;
  const isBare = parseBareSpecifier(specifier)?.package === copy.package;
  if (!isBare && !specifier.startsWith("/opt/")) return [];
  const how = copy.how === "import" ? "import" : "require";
  const { resolved, copy: next } = answered(specifier, how, layers, runtime);
  const about = { package: copy.package, entry: specifier, how, old: copy.version, items: [], doubt };
  const outcome = doubt === null ? "breaks" : "risk";
  const isEsm = resolved.kind === "file" && how === "require" && formatIn(resolved.path, layers) === "module";
  if (resolved.kind !== "file" || isEsm) {
    const other = answered(specifier, how === "import" ? "require" : "import", layers, runtime);
    const name = parseBareSpecifier(specifier)?.package ?? copy.package;
    const isThere =
      other.resolved.kind === "file" || answered(name, how, layers, runtime).resolved.kind === "file";
    if (other.resolved.kind === "file")
      return [{ ...about, code: `${how}-gone`, outcome, new: other.copy?.version ?? null }];
    if (isThere) return [{ ...about, code: "entry-gone", outcome, new: null }];
    if (inRuntime.test(copy.package)) return [{ ...about, code: "from-runtime", outcome: "risk", new: null }];
    return [{ ...about, code: "package-gone", outcome, new: null }];
  }
  if (next === null) return [];
  const reasons: Reason[] = [];
  const step = versionStep(copy.version, next.version);
  if (step !== null && step.code !== "version-minor" && step.code !== "version-patch")
    reasons.push({ ...about, code: step.code as Reason["code"], outcome: "risk", new: next.version });
  if (step === null && layers.diff === null) return reasons;
  return [...reasons, ...nameReasons({ ...about, new: next.version }, copy, layers, runtime, used)];
}

function formatIn(path: string, { now }: Layers): string | null {
  return formatOf(path, now.site.packages);
}

/** What it got from the runtime is in the new layer, which comes first. */
function runtimeReasons(copy: SeenCopy, layers: Layers, runtime: Runtime): readonly Reason[] {
  if (copy.root !== "runtime" || copy.importer?.startsWith("/var/runtime/") === true) return [];
  const { copy: next } = answered(
    copy.package,
    copy.how === "import" ? "import" : "require",
    layers,
    runtime,
  );
  if (next === null) return [];
  const step = versionStep(copy.version, next.version);
  return [
    {
      code: "instead-of-runtime",
      outcome: step?.step === "major" ? "risk" : "fine",
      package: copy.package,
      entry: copy.specifier ?? copy.package,
      how: copy.how,
      old: copy.version,
      new: next.version,
      items: [],
      doubt: null,
    },
  ];
}
