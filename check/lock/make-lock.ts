/** One lock for several functions, which share layers. */
import { type Lock, type LockedFunction, type LockedLayer, labelOf } from "../../core/lock/lock.ts";
import { maxLockLayers, maxLockString } from "../../core/lock/read-lock.ts";
import type { FunctionState, LayerState } from "./lock-function.ts";

/**
 * Two layers may have one name and version, such as two zips called layer.zip: the second one is `layer-2`.
 * @throws Error for more layers than a lock may have
 */
export function makeLock(functions: readonly FunctionState[]): Lock {
  const layers = new Map<string, LockedLayer>();
  const locked = new Map<string, LockedFunction>();
  for (const { name, runtime, arch, layers: states } of functions) {
    const labels = states.map((state) => labelIn(layers, state));
    locked.set(name.slice(0, maxLockString), { runtime, arch, layers: labels });
  }
  if (layers.size > maxLockLayers)
    throw new Error(`there are ${layers.size} layers, and a lock has at most ${maxLockLayers}`);
  return { functions: locked, layers };
}

function labelIn(layers: Map<string, LockedLayer>, { name, version, content }: LayerState): string {
  if (content === null) return labelOf({ name, version });
  for (let count = 1; ; count++) {
    const layer = { ...content, name: count === 1 ? name : `${name}-${count}` };
    const label = labelOf(layer);
    const known = layers.get(label);
    if (known !== undefined && known.tree !== layer.tree) continue;
    if (known === undefined) layers.set(label, layer);
    return label;
  }
}
