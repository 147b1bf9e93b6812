/**
 * A descriptor that is kept for the next request. Without it, a process that has used up its descriptors
 * could not ask for events, and the function would time out.
 */
import { closeSync, openSync } from "node:fs";

let spare: number | null = null;

/** Takes the descriptor, if this process does not have it. Never throws. */
export function keepSpare(): void {
  try {
    spare ??= openSync("/", "r");
  } catch {}
}

/** Frees the descriptor for what is opened next. Returns whether there was one. Never throws. */
export function freeSpare(): boolean {
  if (spare === null) return false;
  const descriptor = spare;
  spare = null;
  try {
    closeSync(descriptor);
  } catch {}
  return true;
}
