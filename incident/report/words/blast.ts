/** Who is affected, in words. */

import { counted, listed } from "../../../page/counts.ts";
import type { Blast } from "../../analysis/analysis.ts";
import { failures } from "./counts.ts";

export function blastText({
  functions,
  versions,
  environments,
  invocations,
  failed,
  without,
}: Blast): string {
  const where = versions.length > 0 ? versions : functions;
  const who = `${counted(functions.length, "function")} (${listed(where, 6)})`;
  const places = counted(environments, "environment");
  return `${who}, ${places}: ${failures(failed, invocations)}. ${withoutText(without)}`;
}

/** The same functions where the finding is not. */
export function withoutText(without: Blast["without"]): string {
  if (without === null || without.invocations === 0)
    return "No environment of the same functions is without it.";
  return `Without it: ${failures(without.failed, without.invocations)}.`;
}
