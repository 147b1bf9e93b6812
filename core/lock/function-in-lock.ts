/**
 * The entry of a function in its own lock. A function may have another name in the account than in the project:
 * then the only entry is its own, or any of them if all have the same layers.
 */
import type { Lock, LockedFunction } from "./lock.ts";

/** Null where the lock does not have it. */
export function functionInLock({ functions }: Lock, name: string): LockedFunction | null {
  const named = functions.get(name);
  if (named !== undefined) return named;
  const [first, ...others] = functions.values();
  const layersOf = ({ layers }: LockedFunction): string => JSON.stringify(layers);
  if (first === undefined || others.some((other) => layersOf(other) !== layersOf(first))) return null;
  return first;
}
