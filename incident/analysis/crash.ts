/**
 * A process that ended without an error in the logs: native files whose load went wrong in the same
 * environment just then, and modules that were not found and ended it.
 */
import { wentWrong } from "../../core/explain/mechanism.ts";
import type { DistinctError, ObservedFinding } from "../model/model.ts";
import type { Fleet } from "./fleet.ts";
import { type Suspect, suspectOf } from "./suspect.ts";

/**
 * The extension reports the load when the process has ended, so its line comes shortly before or after the
 * platform's.
 */
const justThenMs = 10_000;

export function crashSuspects(error: DistinctError, fleet: Fleet): Suspect[] {
  if (error.kind !== "exit" && !(error.kind === "out-of-memory" && !usedItsMemory(error))) return [];
  const found = new Map<string, ObservedFinding>();
  for (const { environment, origin } of error.examples) {
    const at = origin.at;
    if (at === null) continue;
    for (const observed of fleet.byId(environment)?.findings ?? []) {
      if (
        observed.finding.accepted === null &&
        (wentWrong(observed.finding) || wasFatal(observed)
          ? Math.abs(observed.at - at) <= justThenMs
          : waited(error) && mayWait(observed))
      )
        found.set(observed.finding.key, observed);
    }
  }
  return [...found.values()].sort((left, right) => Number(died(right)) - Number(died(left))).map(suspect);
}

function suspect(observed: ObservedFinding): Suspect {
  if (observed.finding.code === "duplicate-instance") {
    const link = { kind: "may-wait", package: observed.finding.package } as const;
    const isMet = observed.finding.severity !== "info" || isUsedTwice(observed);
    return suspectOf(observed, isMet ? "lead" : "hint", isMet ? 1 : 0, link);
  }
  if (wasFatal(observed))
    return suspectOf(observed, "circumstance", 2, { kind: "fatal-load", package: observed.finding.package });
  const isDead = died(observed);
  const link = { kind: "native-load", package: observed.finding.package, died: isDead } as const;
  return suspectOf(observed, isDead ? "mechanism" : "circumstance", isDead ? 3 : 2, link);
}

function died({ finding: { evidence } }: ObservedFinding): boolean {
  return "outcome" in evidence && evidence.outcome === "died";
}

/** Not a file of the importer's own package: that is its last try, after what it really lacks. */
function wasFatal({ finding: { code, severity, evidence } }: ObservedFinding): boolean {
  const isFatal = "fatal" in evidence && evidence.fatal === true;
  return code === "unresolved-module" && severity !== "info" && isFatal;
}

/**
 * Node ended by itself, with nothing left to do, before the handler's promise was settled: the platform gives
 * no status then.
 */
function waited({ kind, message }: DistinctError): boolean {
  return kind === "exit" && message?.includes("without providing a reason") === true;
}

/** Two copies of one package: code that uses the one can wait for what happens in the other. */
function mayWait({ finding: { code } }: ObservedFinding): boolean {
  return code === "duplicate-instance";
}

/** Code that uses the one copy uses a package that got the other, and is written for the same one. */
function isUsedTwice({ finding: { code, evidence } }: ObservedFinding): boolean {
  return code === "duplicate-instance" && (evidence.metBy ?? null)?.shareable === true;
}

/** The platform's report says how much it used; `signal: killed` alone may be anything. */
function usedItsMemory({ message }: DistinctError): boolean {
  return message === null || /\bof \d+ MB used\b/.test(message);
}
