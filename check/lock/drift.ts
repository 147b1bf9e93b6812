/**
 * What differs between a function as it was locked and as it is now. A layer that changed is taken apart into
 * its packages and native files; what is outside of these is one difference.
 *
 * A layer is the same one by its name, also with another version, and else by its content: a folder, a zip and
 * a layer in the account have different names.
 */
import {
  type Lock,
  type LockedFunction,
  type LockedLayer,
  type LockedNative,
  labelOf,
} from "../../core/lock/lock.ts";
import type { FunctionState, LayerState } from "./lock-function.ts";
import { nameOfFolder } from "./package-folders.ts";

export const driftKinds = [
  "not-locked",
  "runtime",
  "arch",
  "layer-added",
  "layer-gone",
  "layer-order",
  "layer-version",
  "package-added",
  "package-gone",
  "package-version",
  "package-files",
  "native-added",
  "native-gone",
  "native-changed",
  "other-files",
] as const;

export interface Drift {
  readonly kind: (typeof driftKinds)[number];
  /** Its label, as it is now, or as it was locked where it is gone. Null for the function itself. */
  readonly layer: string | null;
  /** Of the package's folder or the native file, below /opt. */
  readonly path: string | null;
  /** The package's name. */
  readonly package: string | null;
  /** What the lock says: a runtime, an architecture, a version, labels; null where it has nothing. */
  readonly locked: string | null;
  readonly now: string | null;
}

export interface Compared {
  readonly drift: readonly Drift[];
  /** Labels of layers that can be read, and of which the lock does not have the content. */
  readonly unknown: readonly string[];
}

interface Known {
  readonly name: string;
  readonly version: string | null;
  readonly content: LockedLayer | null;
}

/** @param locked null where the lock does not have the function */
export function driftOf(now: FunctionState, locked: LockedFunction | null, layers: Lock["layers"]): Compared {
  if (locked === null) return { drift: [drift("not-locked", {})], unknown: [] };
  const before = locked.layers.map((label) => knownAs(label, layers.get(label)));
  const pairs = matched(before, now.layers);
  const gone = before.filter((layer) => !pairs.some(([one]) => one === layer));
  const added = now.layers.filter((layer) => !pairs.some(([, other]) => other === layer));
  const places = pairs.map(([, layer]) => now.layers.indexOf(layer));
  const isMoved = places.some((place, index) => index > 0 && place < (places[index - 1] ?? 0));
  const order = (list: readonly Known[]): string => list.map(labelOf).join(", ");
  return {
    drift: [
      ...changed("runtime", locked.runtime, now.runtime),
      ...changed("arch", locked.arch, now.arch),
      ...gone.map((layer) => drift("layer-gone", { layer: labelOf(layer) })),
      ...added.map((layer) => drift("layer-added", { layer: labelOf(layer) })),
      ...(isMoved ? [drift("layer-order", { locked: order(before), now: order(now.layers) })] : []),
      ...pairs.flatMap(([one, other]) => layerDrift(one, other)),
    ],
    unknown: pairs.flatMap(([one, other]) =>
      one.content === null && other.content !== null ? [labelOf(one)] : [],
    ),
  };
}

/** A version has no colon, unless a person wrote it. */
function knownAs(label: string, content: LockedLayer | undefined): Known {
  if (content !== undefined) return { name: content.name, version: content.version, content };
  const colon = label.lastIndexOf(":");
  return colon < 1
    ? { name: label, version: null, content: null }
    : { name: label.slice(0, colon), version: label.slice(colon + 1), content: null };
}

/** In the order of the lock. */
function matched(
  before: readonly Known[],
  now: readonly LayerState[],
): readonly (readonly [Known, LayerState])[] {
  const pairs = new Map<Known, LayerState>();
  const free = new Set(now);
  const pair = (isSame: (one: Known, other: LayerState) => boolean): void => {
    for (const one of before) {
      const other = pairs.has(one) ? undefined : [...free].find((layer) => isSame(one, layer));
      if (other === undefined) continue;
      pairs.set(one, other);
      free.delete(other);
    }
  };
  const sameFiles = (one: Known, other: LayerState): boolean =>
    one.content !== null && other.content !== null && one.content.tree === other.content.tree;
  // The second one of its name in a lock.
  const isSecond = (one: Known, other: LayerState): boolean =>
    one.name.startsWith(`${other.name}-`) && /-\d+$/.test(one.name);
  // Two accounts may have a layer of one name and version: their files show which is which.
  pair((one, other) => one.name === other.name && one.version === other.version && sameFiles(one, other));
  pair((one, other) => isSecond(one, other) && sameFiles(one, other));
  pair((one, other) => one.name === other.name && one.version === other.version);
  pair((one, other) => one.name === other.name);
  pair(sameFiles);
  pair(isSecond);
  return before.flatMap((one) => {
    const other = pairs.get(one);
    return other === undefined ? [] : [[one, other] as const];
  });
}

function layerDrift(locked: Known, now: LayerState): readonly Drift[] {
  const layer = labelOf(now);
  // A zip has no version, and may be of any.
  const isOther = locked.version !== null && now.version !== null && locked.version !== now.version;
  const version = isOther
    ? [drift("layer-version", { layer: now.name, locked: locked.version, now: now.version })]
    : [];
  if (locked.content === null || now.content === null || locked.content.tree === now.content.tree)
    return version;
  const inside = [
    ...packageDrift(layer, locked.content, now.content),
    ...nativeDrift(layer, locked.content, now.content),
  ];
  const isOutside = inside.length === 0;
  return [...version, ...inside, ...(isOutside ? [drift("other-files", { layer })] : [])];
}

function packageDrift(layer: string, before: LockedLayer, after: LockedLayer): readonly Drift[] {
  return paths(before.packages, after.packages).flatMap((path) => {
    const [one, other] = [before.packages.get(path), after.packages.get(path)];
    const about = { layer, path, package: other?.name ?? one?.name ?? nameOfFolder(path) };
    const versions = { ...about, locked: one?.version ?? null, now: other?.version ?? null };
    if (one === undefined) return drift("package-added", versions);
    if (other === undefined) return drift("package-gone", versions);
    if (one.version !== other.version || one.name !== other.name) return drift("package-version", versions);
    return one.tree === other.tree ? [] : drift("package-files", versions);
  });
}

function nativeDrift(layer: string, before: LockedLayer, after: LockedLayer): readonly Drift[] {
  return paths(before.natives, after.natives).flatMap((path) => {
    const [one, other] = [before.natives.get(path), after.natives.get(path)];
    const about = { layer, path, locked: nativeText(one), now: nativeText(other) };
    if (one === undefined) return drift("native-added", about);
    if (other === undefined) return drift("native-gone", about);
    return about.locked === about.now ? [] : drift("native-changed", about);
  });
}

/** `x64`, `arm64, glibc 2.28`, `x64, musl` */
function nativeText(native: LockedNative | undefined): string | null {
  if (native === undefined) return null;
  const { arch, libc } = native;
  if (libc === null) return arch;
  return /^\d/.test(libc) ? `${arch}, glibc ${libc}` : `${arch}, ${libc}`;
}

function paths(before: ReadonlyMap<string, unknown>, after: ReadonlyMap<string, unknown>): readonly string[] {
  return [...new Set([...before.keys(), ...after.keys()])].sort();
}

function changed(kind: "runtime" | "arch", locked: string, now: string): readonly Drift[] {
  return locked === now ? [] : [drift(kind, { locked, now })];
}

function drift(kind: Drift["kind"], about: Partial<Omit<Drift, "kind">>): Drift {
  return { kind, layer: null, path: null, package: null, locked: null, now: null, ...about };
}
