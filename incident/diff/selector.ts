/**
 * What one side of `outcrop diff` means: `FILE`, `FILE#function`, `FILE#function:version` or
 * `FILE#environment`. A file or folder whose name holds a `#` is meant as it is.
 */
import type { Environment } from "../model/model.ts";

export interface Selector {
  /** As it was written. */
  readonly text: string;
  readonly path: string;
  /** The text after the `#`; null for all. */
  readonly of: string | null;
}

export function selectorOf(text: string, exists: (path: string) => boolean): Selector {
  const at = text.lastIndexOf("#");
  if (at < 0 || exists(text)) return { text, path: text, of: null };
  return { text, path: text.slice(0, at), of: text.slice(at + 1) };
}

export function selected({ of }: Selector, environments: readonly Environment[]): readonly Environment[] {
  if (of === null) return environments;
  const one = environments.filter(({ id }) => id === of);
  if (one.length > 0) return one;
  return environments.filter(
    ({ functionName, functionVersion }) => of === functionName || of === `${functionName}:${functionVersion}`,
  );
}

/** What could have been selected, for whoever mistyped. */
export function selectable(environments: readonly Environment[]): string[] {
  return [
    ...new Set(environments.map(({ functionName, functionVersion }) => `${functionName}:${functionVersion}`)),
  ].sort();
}
