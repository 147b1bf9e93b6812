/** A `failure` line: the error, what was loaded just before it, and the findings whose packages it names. */
import type { Finding } from "../findings/finding.ts";
import type { FailureRecord } from "../journal/records.ts";
import type { FailureLine } from "./lines.ts";

export function failureLine(
  failure: FailureRecord,
  phase: FailureLine["phase"],
  requestId: string | null,
  lastLoads: readonly string[],
  findings: readonly Finding[],
): FailureLine {
  const frames = failure.frames.join("\n");
  const text = `${frames}\n${failure.message ?? ""}`;
  const named = findings.filter((finding) => finding.accepted === null && isNamed(finding, text));
  return {
    outcrop: "failure",
    phase,
    request_id: requestId,
    error_name: failure.name,
    error_code: failure.code,
    error_message: failure.message,
    frames,
    last_loads: lastLoads.join("\n"),
    findings: named.map(({ code, package: name }) => `${code} ${name}`).join("\n"),
  };
}

/** A frame lies in one of the finding's copies, or a text of the module loader quotes the package. */
function isNamed(finding: Finding, text: string): boolean {
  const directories = [finding.winner?.path, finding.loser?.path].filter((path) => path !== undefined);
  if (directories.some((directory) => text.includes(`${directory}/`))) return true;
  return [`'${finding.package}'`, `'${finding.package}/`, `/node_modules/${finding.package}/`].some((quoted) => text.includes(quoted));
}
