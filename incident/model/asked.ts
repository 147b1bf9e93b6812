/** Which part of the logs an incident is built from. */
import type { Gaps } from "./gaps.ts";

export interface Asked {
  /** Only functions with this name. */
  readonly functionName?: string;
  /** Only what happened from then on, and before then; milliseconds since the epoch. */
  readonly from?: number;
  readonly to?: number;
}

export function asksFor({ functionName }: Asked, name: string): boolean {
  return functionName === undefined || functionName === name;
}

/** An event without a time is left out, and reported as a gap. */
export function isInTime(
  { from, to }: Asked,
  at: number | null,
  functionName: string | null,
  gaps: Gaps,
): boolean {
  if (from === undefined && to === undefined) return true;
  if (at === null) {
    gaps.add("no-times", { functionName });
    return false;
  }
  return !((from !== undefined && at < from) || (to !== undefined && at >= to));
}
