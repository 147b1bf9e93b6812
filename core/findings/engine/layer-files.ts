/**
 * Reads what says which layer is which: the lock at the top of the function's code, and the manifests that
 * layers brought into /opt. Both are optional. What cannot be used is reported once, and the rest counts.
 */
import type { FileSystem } from "../../file-system.ts";
import type { OnProblem } from "../../layout/problem.ts";
import type { Roots } from "../../layout/roots.ts";
import { LayerNames } from "../../lock/layer-names.ts";
import { type Lock, type LockedLayer, lockName, manifestFolder } from "../../lock/lock.ts";
import { readLock, readManifest } from "../../lock/read-lock.ts";

/** Of the lock, and of all manifests together. A package takes some 120 bytes. */
export const maxLayerBytes = 1024 * 1024;
/** A function has at most five layers. */
export const maxManifests = 16;
const maxNames = 64;
const decoder = new TextDecoder();

export interface LayerFiles {
  readonly files: FileSystem;
  readonly roots: Pick<Roots, "function" | "layer">;
  /** As Lambda names it. */
  readonly functionName: string;
  readonly onProblem: OnProblem;
}

/** Null without both. */
export function readLayerNames(parts: LayerFiles): LayerNames | null {
  const { roots, functionName, onProblem } = parts;
  const path = `${roots.function === "/" ? "" : roots.function}/${lockName}`;
  const lock = lockAt(path, parts);
  const manifests = manifestsIn(`${roots.layer}/${manifestFolder}`, parts);
  if (lock === null && manifests.length === 0) return null;
  const names = new LayerNames(lock, functionName, manifests);
  if (names.problem !== null) onProblem({ path, what: names.problem });
  return names;
}

function lockAt(path: string, { files, onProblem }: LayerFiles): Lock | null {
  const content = files.readFile(path, maxLayerBytes);
  if (content === null) return null;
  if (content.truncated) {
    onProblem({ path, what: "is larger than 1 MiB; it is not used" });
    return null;
  }
  const { lock, problems } = readLock(decoder.decode(content.bytes));
  for (const what of problems) onProblem({ path, what });
  return lock;
}

function manifestsIn(folder: string, { files, onProblem }: LayerFiles): readonly LockedLayer[] {
  const names = (files.readDir(folder, maxNames) ?? []).filter((name) => name.endsWith(".json"));
  if (names.length > maxManifests)
    onProblem({ path: folder, what: `has more than ${maxManifests} manifests; the rest is not used` });
  const manifests: LockedLayer[] = [];
  let bytesLeft = maxLayerBytes;
  for (const name of names.slice(0, maxManifests)) {
    const path = `${folder}/${name}`;
    const content = files.readFile(path, bytesLeft);
    if (content === null) continue;
    if (content.truncated) {
      onProblem({ path, what: "is past the limit of 1 MiB for all manifests; it is not used" });
      continue;
    }
    bytesLeft -= content.bytes.length;
    const { layer, problems } = readManifest(decoder.decode(content.bytes));
    for (const what of problems) onProblem({ path, what });
    if (layer !== null) manifests.push(layer);
  }
  return manifests;
}
