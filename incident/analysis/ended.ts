/** When errors ended, and with what: a version that is free of them ran after the last one. */
import type { DistinctError, Environment } from "../model/model.ts";
import { isKnown } from "./known-time.ts";

export interface Ended {
  /** The last of the errors. Milliseconds since the epoch. */
  readonly at: number;
  /** Versions that ran after it without the errors, and not before it with them. */
  readonly versions: readonly string[];
}

/** Below this many invocations after the last error, nothing shows that it ended. */
const fewInvocations = 3;

/** @param errors of one function. Null where nothing shows that they ended, or with which version. */
export function endedOf(
  errors: readonly DistinctError[],
  environments: readonly Environment[],
): Ended | null {
  const lasts = errors.map(({ last }) => last);
  if (lasts.length === 0 || !lasts.every(isKnown)) return null;
  const at = Math.max(...lasts);
  const names = new Set(errors.map(({ functionName }) => functionName));
  const failing = new Set(errors.flatMap(({ functionVersions }) => functionVersions));
  const after = environments.filter(
    ({ functionName, first }) => names.has(functionName) && isKnown(first) && first > at,
  );
  const versions = [...new Set(after.map(({ functionVersion }) => functionVersion))];
  const invocations = after.reduce((sum, one) => sum + one.invocations, 0);
  const isOther = versions.length > 0 && versions.every((version) => !failing.has(version));
  return isOther && invocations >= fewInvocations ? { at, versions: versions.sort() } : null;
}
