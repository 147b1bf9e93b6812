/**
 * Which gaps could hide or forge an explanation, which could hide the errors that one would explain, and
 * which could hide failures.
 */
import type { Gap } from "../model/model.ts";

const hideCauses: ReadonlySet<Gap["kind"]> = new Set([
  "environment-start",
  "resolutions-missing",
  "no-resolutions",
  "findings-missing",
  "no-outcrop-lines",
  "level-filter",
  "truncated-line",
  "unread-lines",
  "no-times",
  "partial-export",
  "unobserved",
  "limit",
]);
const hideErrors: ReadonlySet<Gap["kind"]> = new Set([...hideCauses, "errors-without-stack"]);
const hideFailures: ReadonlySet<Gap["kind"]> = new Set([
  "no-outcrop-lines",
  "level-filter",
  "invocations-missing",
  "unread-lines",
  "partial-export",
  "limit",
]);

const hiding = { causes: hideCauses, errors: hideErrors, failures: hideFailures };

/** @param functions those it is about; empty for all */
export function gapsThatHide(
  what: keyof typeof hiding,
  gaps: readonly Gap[],
  functions: readonly string[],
): readonly Gap[] {
  const kinds = hiding[what];
  const concerns = ({ functionName }: Gap): boolean =>
    functionName === null || functions.length === 0 || functions.includes(functionName);
  return gaps.filter((gap) => kinds.has(gap.kind) && concerns(gap));
}
