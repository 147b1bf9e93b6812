import { homePhrase } from "../../core/layout/copy-ref.ts";
import type { ObservedFinding } from "../model/model.ts";

/**
 * A copy that may be meant to win needs no fix by itself. Where it explains a failure, it does.
 */
export function fixOfCause({ finding, fix }: ObservedFinding): string {
  const { code, severity, package: name, winner, loser } = finding;
  if (code !== "shadowed-package" || severity !== "info" || winner === null || loser === null) return fix;
  const place = homePhrase(winner);
  const newer = loser.version === null ? "" : ` ${loser.version} or newer`;
  const bring = `Bring ${name}${newer} to ${place} with the packages it depends on`;
  return `${bring}, or take it out of ${place} so that the copy in ${homePhrase(loser)} is loaded.`;
}
