import type { Drift } from "./analysis.ts";
import { isKnown } from "./known-time.ts";

/** The errors of a change's first invocations may be logged shortly before their fingerprint. */
const loggedAfterMs = 10_000;

/**
 * The last change of these functions before a time, one that touches the package rather than another. What an
 * environment loads later does not count: every environment does that.
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
      to.since <= at + loggedAfterMs &&
      !between.some(({ kind }) => kind === "within"),
  );
  return (
    before.findLast(({ changes }) => changes.some((change) => change.package === name)) ??
    before.at(-1) ??
    null
  );
}
