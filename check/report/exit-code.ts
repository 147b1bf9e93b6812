import { severityOrder } from "../../core/findings/rule/severity.ts";
import type { CheckedFunction } from "../check-function.ts";

export const failLevels = ["error", "warning", "info", "never"] as const;

export interface Limits {
  /** The lowest severity that fails the check. */
  readonly failOn: (typeof failLevels)[number];
  readonly allowUnjudged: boolean;
}

/**
 * 1: there are findings that will happen at or above the level, or Lambda will refuse the deploy or end every
 * init, which is as bad as an error, and so is a difference from the lock. A package that is torn between layers, and layers that clash, are as bad
 * as a warning. 3: there are none, but something could not be judged. Otherwise 0. Findings that only may
 * happen fail nothing.
 */
export function exitCodeOf(functions: readonly CheckedFunction[], limits: Limits): 0 | 1 | 3 {
  if (functions.some((checked) => fails(checked, limits))) return 1;
  const isBlind = functions.some(({ unjudged }) => unjudged.length > 0);
  return isBlind && !limits.allowUnjudged ? 3 : 0;
}

function fails({ will, layerReport, lock }: CheckedFunction, { failOn }: Limits): boolean {
  if (failOn === "never") return false;
  const { refused, broken, torn, clashes } = layerReport;
  return (
    refused.length + broken.length + (lock?.drift.length ?? 0) > 0 ||
    (torn.length + clashes.length > 0 && failOn !== "error") ||
    will.some(
      ({ severity, accepted }) => accepted === null && severityOrder[severity] <= severityOrder[failOn],
    )
  );
}
