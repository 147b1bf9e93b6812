import type { Drift } from "./analysis.ts";
import { isKnown } from "./words.ts";

/** What a change's first invocations fail with may be told a little before their fingerprint is. */
const TOLD_AFTER_MS = 10_000;

/**
 * The last change of these functions before a time, one that touches the package rather than another. What
 * merely was loaded later within an environment is none: that happens in every one.
 */
export function changeBefore(
  drift: readonly Drift[],
  functions: readonly string[],
  at: number | null,
  name: string | null,
): Drift | null {
  if (at === null || !isKnown(at)) return null;
  const before = drift.filter(
    ({ functionName, to, between }) =>
      functions.includes(functionName) &&
      isKnown(to.since) &&
      to.since <= at + TOLD_AFTER_MS &&
      !between.includes("within"),
  );
  return (
    before.findLast(({ changes }) => changes.some((change) => change.package === name)) ??
    before.at(-1) ??
    null
  );
}
