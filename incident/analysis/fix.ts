import { rootPhrase } from "../../core/layout/copy-ref.ts";
import type { ObservedFinding } from "../model/model.ts";

/**
 * Of a copy that may be meant to win, Outcrop says that nothing is to do. Where it explains a failure there
 * is.
 */
export function fixOfCause({ finding, fix }: ObservedFinding): string {
  const { code, severity, package: name, winner, loser } = finding;
  if (code !== "shadowed-package" || severity !== "info" || winner === null || loser === null) return fix;
  const place = rootPhrase(winner.root);
  const newer = loser.version === null ? "" : ` ${loser.version} or newer`;
  return `Bring ${name}${newer} to ${place} with the packages it depends on, or take it out of ${place} so that the copy in ${rootPhrase(loser.root)} is loaded.`;
}
