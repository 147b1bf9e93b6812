/** The answer to logs in which no invocation failed and no error with a stack was handled. */
import type { Gap, Incident } from "../model/model.ts";
import type { Answer, Summary } from "./analysis.ts";
import type { Causes } from "./causes.ts";
import { judged, judgeNoFailure, missingGaps } from "./judgement.ts";
import { answer } from "./new-answer.ts";
import { isBlamable } from "./sightings.ts";

export function noFailure(incident: Incident, causes: Causes): Answer {
  const lines = linesWithoutStack(incident.gaps);
  if (lines > 0) return unjudged(incident, lines);
  return answer("nothing-failed", nothingFailed(incident, causes), judgeNoFailure(incident.gaps));
}

function linesWithoutStack(gaps: readonly Gap[]): number {
  return gaps.reduce((sum, { kind, count }) => sum + (kind === "errors-without-stack" ? count : 0), 0);
}

/** Nothing failed, and what the function handled cannot be judged. */
function unjudged({ totals: { invocations }, gaps }: Incident, lines: number): Answer {
  const about = gaps.filter(({ kind }) => kind === "errors-without-stack");
  const judgement = judged([{ kind: "errors-without-stack", lines }], missingGaps(about, gaps));
  return answer("no-data", { kind: "unjudged", invocations, lines }, judgement);
}

function nothingFailed({ totals }: Incident, { ranked }: Causes): Summary {
  const findings = ranked.filter(({ sighting }) => isBlamable(sighting.observed)).length;
  const worst = ranked.findIndex(({ sighting }) => isBlamable(sighting.observed));
  return {
    kind: "nothing-failed",
    invocations: totals.invocations,
    findings,
    worst: worst === -1 ? null : worst,
  };
}
