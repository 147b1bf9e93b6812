/** A `failure` line: the error, what was loaded just before it, and what explains it. */
import type { Explanation } from "../explain/explain.ts";
import { mixedRootsText } from "../explain/texts.ts";
import type { FailureRecord } from "../journal/records.ts";
import type { CopyRef } from "../layout/copy-ref.ts";
import type { FailureLine } from "./lines.ts";
import { outgoingText } from "./outgoing.ts";

export function failureLine(
  failure: FailureRecord,
  phase: FailureLine["phase"],
  requestId: string | null,
  lastLoads: readonly string[],
  { copies, mixed, ranked, text }: Explanation,
): FailureLine {
  const findings = new Set(ranked.map(({ finding: { code, package: name } }) => `${code} ${name}`));
  return {
    outcrop: "failure",
    phase,
    request_id: requestId,
    error_name: failure.name,
    error_code: failure.code,
    error_message: failure.message,
    frames: linesOf(failure.frames),
    packages: linesOf(copies.map(packageText)),
    mixed_roots: mixed === null ? null : mixedRootsText(mixed),
    last_loads: linesOf(lastLoads),
    findings: linesOf([...findings]),
    explanation: text,
  };
}

/** One item a line, whatever characters its names hold. */
function linesOf(items: readonly string[]): string {
  return items.map(outgoingText).join("\n");
}

function packageText({ package: name, version, root }: CopyRef): string {
  return `${version === null ? name : `${name}@${version}`} ${root}`;
}
