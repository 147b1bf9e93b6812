/** Which gaps could hide or forge an explanation, and which could hide failures. */
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
const hideFailures: ReadonlySet<Gap["kind"]> = new Set([
  "no-outcrop-lines",
  "level-filter",
  "invocations-missing",
  "unread-lines",
  "partial-export",
  "limit",
]);

/** @param functions those it is about; empty for all */
export function gapsThatHide(
  what: "causes" | "failures",
  gaps: readonly Gap[],
  functions: readonly string[],
): readonly Gap[] {
  const kinds = what === "causes" ? hideCauses : hideFailures;
  const concerns = ({ functionName }: Gap): boolean =>
    functionName === null || functions.length === 0 || functions.includes(functionName);
  return gaps.filter((gap) => kinds.has(gap.kind) && concerns(gap));
}
