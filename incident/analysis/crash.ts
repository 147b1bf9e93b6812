/**
 * A process that ended without throwing: native files whose load went wrong in the same environment just
 * then.
 */
import { findingKinds } from "../../core/findings/finding.ts";
import type { DistinctError, ObservedFinding } from "../model/model.ts";
import type { Fleet } from "./fleet.ts";
import type { Suspect } from "./suspect.ts";

/**
 * The extension reports the load when the process has ended, so its line comes shortly before or after the
 * platform's.
 */
const JUST_THEN_MS = 10_000;

export function crashSuspects(error: DistinctError, fleet: Fleet): Suspect[] {
  if (error.kind !== "exit" && !(error.kind === "out-of-memory" && !usedItsMemory(error))) return [];
  const found = new Map<string, ObservedFinding>();
  for (const { environment, origin } of error.examples) {
    const at = origin.at;
    if (at === null) continue;
    for (const observed of fleet.byId(environment)?.findings ?? []) {
      if (wentWrong(observed) && Math.abs(observed.at - at) <= JUST_THEN_MS)
        found.set(observed.finding.key, observed);
    }
  }
  return [...found.values()].sort((left, right) => Number(died(right)) - Number(died(left))).map(suspect);
}

function suspect(observed: ObservedFinding): Suspect {
  const strength = died(observed) ? "strong" : "fair";
  const link = {
    kind: "native-load",
    package: observed.finding.package,
    died: died(observed),
  } as const;
  return { observed, strength, link, quotation: null };
}

/** A native file that did not load, or that the process died in. */
export function wentWrong({ finding: { code, severity, accepted, evidence } }: ObservedFinding): boolean {
  const isNative = findingKinds[code].family === "architecture" && severity === "error" && accepted === null;
  return isNative && "outcome" in evidence && evidence.outcome !== "latent";
}

function died({ finding: { evidence } }: ObservedFinding): boolean {
  return "outcome" in evidence && evidence.outcome === "died";
}

/** The platform's report says how much it used; `signal: killed` alone may be anything. */
function usedItsMemory({ message }: DistinctError): boolean {
  return message === null || /\bof \d+ MB used\b/.test(message);
}
