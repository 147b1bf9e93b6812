/** What differs from a lock, in sentences. */
import type { CheckedFunction } from "../check-function.ts";
import type { Drift } from "../lock/drift.ts";
import { archText } from "./arch-text.ts";

export function driftTexts({ lock }: CheckedFunction): readonly string[] {
  return lock === null ? [] : lock.drift.map((one) => driftText(one, lock.file));
}

/** Null where it differs, or a layer was not compared. */
export function asLockedText({ lock }: CheckedFunction): string | null {
  return lock?.isWhole && lock.drift.length === 0 ? `Its layers are as in ${lock.file}.` : null;
}

export function driftText(
  { kind, layer, path, package: name, locked, now }: Drift,
  file: string | null,
): string {
  const copy = (version: string | null): string => (version === null ? `${name}` : `${name}@${version}`);
  switch (kind) {
    case "not-locked":
      return file === null
        ? "It has no lock; outcrop lock writes one."
        : `${file} does not have this function.`;
    case "runtime":
      return `Its runtime is ${now}; ${locked} is locked.`;
    case "arch":
      return `Its architecture is ${archText(`${now}`)}; ${archText(`${locked}`)} is locked.`;
    case "layer-added":
      return `The layer ${layer} is not in the lock.`;
    case "layer-gone":
      return `The layer ${layer} is locked, and the function does not have it.`;
    case "layer-order":
      return `The layers are in another order: ${now}; ${locked} is locked.`;
    case "layer-version":
      return `The layer ${layer} has the version ${now}; ${locked} is locked.`;
    case "package-added":
      return `${layer} has ${copy(now)}, which is not locked (${path}).`;
    case "package-gone":
      return `${layer} does not have ${copy(locked)}, which is locked (${path}).`;
    case "package-version":
      return `${layer} has ${copy(now)}; ${copy(locked)} is locked (${path}).`;
    case "package-files":
      return `${layer} has other files in ${copy(now)} than are locked (${path}).`;
    case "native-added":
      return `${layer} has a native file that is not locked: ${path} (${native(now)}).`;
    case "native-gone":
      return `${layer} does not have the native file ${path} (${native(locked)}), which is locked.`;
    case "native-changed":
      return `${layer} has ${path} for ${native(now)}; one for ${native(locked)} is locked.`;
    case "other-files":
      return `${layer} has other files outside of its packages than are locked.`;
  }
}

/** `x64, glibc 2.28` -> `x86_64, glibc 2.28` */
function native(text: string | null): string {
  const [arch = "", ...libc] = `${text}`.split(", ");
  return [archText(arch), ...libc].join(", ");
}
