/** What the new layer lacks for its own packages, for a CPU or a runtime, or as a wrapper: it breaks whoever loads it. */

import type { Runtime } from "../lambda/runtime.ts";
import type { LayerChange } from "../layer-diff/change.ts";
import { dependencyChanges } from "../layer-diff/manifest-changes.ts";
import { nativesIn } from "../layer-diff/native-changes.ts";
import type { Layers } from "./layers.ts";
import type { SeenCopy, SeenFunction } from "./seen.ts";
import type { Reason } from "./verdict.ts";

const ofNatives: ReadonlySet<string> = new Set(["cpu-gone", "libc-raised", "libc-changed", "abi-gone"]);

export function layerReasons(
  { arch, wrappers }: SeenFunction,
  own: readonly SeenCopy[],
  layers: Layers,
  runtime: Runtime,
): readonly Reason[] {
  const { now, old, diff } = layers;
  const loaded = new Map(own.map((copy) => [copy.path.slice("/opt/".length), copy]));
  const reasons: Reason[] = [];
  const changes = diff?.changes ?? dependencyChanges(emptyOf(layers), now);
  for (const one of changes) {
    const copy = loaded.get(one.path);
    if (copy === undefined || one.step !== "major") continue;
    const isNative = ofNatives.has(one.code) && concerns(one, arch, runtime);
    if (!isNative && one.code !== "dependency-missing" && one.code !== "dependency-out-of-range") continue;
    reasons.push({
      code: one.code as Reason["code"],
      // The old layer may have lacked it as well, if its files are not there to look at.
      outcome: one.code === "dependency-out-of-range" || diff === null ? "risk" : "breaks",
      package: copy.package,
      entry: one.entry,
      how: null,
      old: one.old,
      new: one.new,
      items: one.items,
      sure: true,
    });
  }
  if (diff === null && arch !== null) reasons.push(...otherCpu(own, arch, layers, runtime));
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
      sure: true,
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

/** Without the old layer: a package that the function loaded has native code now, and none for its CPU. */
function otherCpu(
  own: readonly SeenCopy[],
  arch: string,
  { now, runtimes }: Layers,
  runtime: Runtime,
): readonly Reason[] {
  const { groups } = nativesOnce(now, runtimes);
  return own.flatMap((copy) => {
    const cpus = groups.get(copy.path.slice("/opt/".length))?.cpus;
    if (cpus === undefined || cpus.has(arch)) return [];
    const [entry, items] = [copy.specifier, [runtime.name]];
    const about = { package: copy.package, entry, how: null, old: arch, new: [...cpus.keys()].join(", ") };
    return [{ ...about, code: "cpu-gone" as const, outcome: "breaks" as const, items, sure: true }];
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
