/** The errors of a failure: itself and what is behind it. */
import type { CauseRecord, FailureRecord } from "../../journal/records.ts";

/** The outermost first, each before what is behind it. */
export function errorsOf(failure: FailureRecord): readonly CauseRecord[] {
  return [failure, ...failure.causes];
}

/**
 * The error to explain. An error that wraps another one says where it was caught; so it is the innermost that
 * has a stack, unless the engine threw the outer one itself. Of several, one that the engine threw.
 */
export function rootOf(failure: FailureRecord): CauseRecord {
  if (failure.missing !== null) return failure;
  const causes = failure.causes.filter(({ frames }) => frames.length > 0);
  return causes.findLast(({ missing }) => missing !== null) ?? causes.at(-1) ?? failure;
}
