/** A `failure` line: the error, what was loaded just before it, and what explains it. */
import type { Explanation } from "../explain/explain.ts";
import { mixedRootsText } from "../explain/texts.ts";
import type { FailureRecord } from "../journal/records.ts";
import type { CopyRef } from "../layout/copy-ref.ts";
import type { FailureLine } from "./lines.ts";
import { outgoingMember, outgoingText } from "./outgoing.ts";

/** Of each error behind a failure. */
const maxChainFrames = 3;
const maxCalled = 10;

export function failureLine(
  failure: FailureRecord,
  phase: FailureLine["phase"],
  requestId: string | null,
  lastLoads: readonly string[],
  { copies, mixed, judged, cause, confidence, text, thrown, missing, called }: Explanation,
): FailureLine {
  const likely = judged.filter(({ level }) => level > 0);
  const findings = new Set(likely.map(({ finding: { code, package: name } }) => `${code} ${name}`));
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
    ...causeKeys(cause, confidence),
    missing_kind: missing.kind,
    missing_name: missing.name,
    missing_of: missing.of,
    winner_has_name: missing.winnerHas,
    loser_has_name: missing.loserHas,
    thrown,
    called: called === null ? null : linesOf([...called].slice(0, maxCalled)),
    chain: chainText(failure.causes),
    explanation: text,
  };
}

/** The cause as keys, so that no reader takes the sentence apart. */
function causeKeys(
  cause: Explanation["cause"],
  confidence: Explanation["confidence"],
): Pick<FailureLine, "cause_code" | "cause_package" | "cause_path" | "cause_confidence"> {
  if (cause === null || confidence === null)
    return { cause_code: null, cause_package: null, cause_path: null, cause_confidence: "none" };
  const { code, package: about, winner } = cause.finding;
  return {
    cause_code: code,
    cause_package: about,
    cause_path: winner?.path ?? null,
    cause_confidence: confidence,
  };
}

/** Names of causes are left out: only the failing frame's own have been looked for in code. */
function chainText(causes: FailureRecord["causes"]): string | null {
  if (causes.length === 0) return null;
  const chain = causes.map(({ name, code, frames }) => ({
    name,
    code,
    frames: frames.slice(0, maxChainFrames),
  }));
  return JSON.stringify(chain, outgoingMember);
}

/** One item a line, whatever characters its names hold. */
function linesOf(items: readonly string[]): string {
  return items.map(outgoingText).join("\n");
}

/** `zod@3.24.4 layer shop-utils:7` */
function packageText({ package: name, version, root, layer }: CopyRef): string {
  return `${version === null ? name : `${name}@${version}`} ${root}${layer === undefined ? "" : ` ${layer}`}`;
}
