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
  const isSeen = ({ last, functionVersions }: DistinctError): boolean =>
    isKnown(last) && functionVersions.length > 0;
  if (errors.length === 0 || !errors.every(isSeen)) return null;
  const at = errors.reduce((latest, { last }) => Math.max(latest, last), 0);
  const names = new Set(errors.map(({ functionName }) => functionName));
  const failing = new Set(errors.flatMap(({ functionVersions }) => functionVersions));
  const after = environments.filter(
    ({ functionName, first }) => names.has(functionName) && isKnown(first) && first > at,
  );
  const versions = [...new Set(after.map(({ functionVersion }) => functionVersion))];
  const invocations = after.reduce((sum, one) => sum + one.invocations, 0);
  const isOther = versions.length > 0 && versions.every((version) => !failing.has(version));
  // They may have failed with errors that are in no line.
  const isWell = after.every(({ failed }) => failed === 0);
  return isOther && isWell && invocations >= fewInvocations ? { at, versions: versions.sort() } : null;
}
