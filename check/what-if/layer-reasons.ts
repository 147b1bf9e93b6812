/** What the new layer lacks for its own packages, for a CPU or a runtime, or as a wrapper: it breaks whoever loads it. */

import type { Runtime } from "../lambda/runtime.ts";
import type { LayerChange } from "../layer-diff/change.ts";
import { dependencyChanges } from "../layer-diff/manifest-changes.ts";
import { nativesIn } from "../layer-diff/native-changes.ts";
import type { Layers } from "./layers.ts";
import { plainFolder } from "./plain-folder.ts";
import type { SeenCopy, SeenFunction } from "./seen.ts";
import type { Reason } from "./verdict.ts";

const ofNatives: ReadonlySet<string> = new Set(["cpu-gone", "libc-raised", "libc-changed", "abi-gone"]);

export function layerReasons(
  { arch, wrappers }: SeenFunction,
  own: readonly SeenCopy[],
  layers: Layers,
  runtime: Runtime,
  isLoaded: (copy: SeenCopy) => boolean,
): readonly Reason[] {
  const { now, old, diff } = layers;
  const loaded = new Map(
    own.flatMap((copy) => {
      const folder = layers.inPlaceOf(copy.path)?.folder ?? copy.path;
      // A change is at the folder itself, which pnpm links to.
      const folders = [copy.path, plainFolder(copy.path), folder, now.site.files.realpath(folder) ?? folder];
      return folders.map((one) => [one.slice("/opt/".length), copy] as const);
    }),
  );
  const reasons: Reason[] = [];
  const doubtOf = (copy: SeenCopy): Reason["doubt"] => (isLoaded(copy) ? null : "loaded");
  const changes = diff?.changes ?? dependencyChanges(emptyOf(layers), now);
  for (const one of changes) {
    const copy = loaded.get(one.path);
    if (copy === undefined || one.step !== "major") continue;
    const isNative = ofNatives.has(one.code) && concerns(one, arch, runtime);
    if (!isNative && one.code !== "dependency-missing" && one.code !== "dependency-out-of-range") continue;
    reasons.push({
      code: one.code as Reason["code"],
      // The old layer may have lacked it as well, if its files are not there to look at.
      outcome: one.code === "dependency-out-of-range" || diff === null || !isLoaded(copy) ? "risk" : "breaks",
      package: copy.package,
      entry: one.entry,
      how: null,
      old: one.old,
      new: one.new,
      items: one.items,
      doubt: doubtOf(copy),
    });
  }
  if (arch !== null) {
    const isKnown = (name: string): boolean =>
      reasons.some((each) => each.code === "cpu-gone" && each.package === name);
    reasons.push(...otherCpu(own, arch, layers, doubtOf).filter((each) => !isKnown(each.package)));
  }
  for (const wrapper of wrappers) {
    const path = wrapper.slice("/opt/".length);
    if (!wrapper.startsWith("/opt/") || old?.others.includes(path) !== true || now.others.includes(path))
      continue;
    reasons.push({
      code: "wrapper-gone",
      outcome: "breaks",
      package: wrapper,
      entry: null,
      how: null,
      old: null,
      new: null,
      items: [],
      doubt: null,
    });
  }
  return reasons;
}

/** Of a change of native code: whether it is about this CPU, or this runtime. */
function concerns({ code, entry, old, items }: LayerChange, arch: string | null, { name }: Runtime): boolean {
  if (code === "abi-gone") return items.includes(name);
  const cpu = code === "cpu-gone" ? old : entry;
  if (arch !== null && cpu !== arch) return false;
  return code !== "libc-raised" || items.includes(name);
}

/** A package that the function loaded has native code, and not for its CPU; the old one had, as far as is known. */
function otherCpu(
  own: readonly SeenCopy[],
  arch: string,
  { now, old, runtimes, inPlaceOf }: Layers,
  doubtOf: (copy: SeenCopy) => Reason["doubt"],
): readonly Reason[] {
  const { groups, cpus: all } = nativesOnce(now, runtimes);
  return own.flatMap((copy) => {
    const folder = copy.path.slice("/opt/".length);
    const next = inPlaceOf(copy.path)?.folder ?? copy.path;
    const cpus = groups.get((now.site.files.realpath(next) ?? next).slice("/opt/".length))?.cpus;
    const doubt = doubtOf(copy);
    const before = old === null ? null : nativesOnce(old, runtimes).groups.get(folder);
    const isLost =
      cpus === undefined
        ? before?.cpus.has(arch) === true && !all.has(arch)
        : !cpus.has(arch) && (before === null || before?.cpus.has(arch) === true);
    if (!isLost) return [];
    const about = { package: copy.package, entry: null, how: null, old: arch, new: null };
    return [
      {
        ...about,
        code: "cpu-gone" as const,
        outcome: doubt === null ? ("breaks" as const) : ("risk" as const),
        items: [],
        doubt,
      },
    ];
  });
}

const known = new WeakMap<Layers["now"], ReturnType<typeof nativesIn>>();

/** A fleet of functions asks about the same layer. */
function nativesOnce(now: Layers["now"], runtimes: readonly Runtime[]): ReturnType<typeof nativesIn> {
  const natives = known.get(now) ?? nativesIn(now, runtimes);
  known.set(now, natives);
  return natives;
}

/** A layer that lacked nothing: what the new one lacks is new. */
function emptyOf({ now }: Layers): Layers["now"] {
  return { site: now.site, packages: new Map(), others: [] };
}
