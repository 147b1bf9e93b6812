/**
 * From the model of an incident to its answer, in this order: errors tied to findings, causes ranked, drift,
 * timeline, the answer.
 */
import type { Environment, Incident } from "../model/model.ts";
import type { Analysis } from "./analysis.ts";
import { answerOf } from "./answer.ts";
import { causesOf } from "./causes.ts";
import { driftOf } from "./drift.ts";
import { explainErrors } from "./explain.ts";
import { Fleet } from "./fleet.ts";
import { withSameInvocation } from "./same-invocation.ts";
import { tieError } from "./suspects.ts";
import { timelineOf } from "./timeline.ts";

export interface AnalyseOptions {
  /**
   * Environments that ran at another time, to hold these against: they count as environments without a
   * finding, and nothing of them is told.
   */
  readonly others?: readonly Environment[];
}

export function analyse(incident: Incident, { others = [] }: AnalyseOptions = {}): Analysis {
  const fleet = new Fleet(incident);
  const tied = withSameInvocation(incident.errors.map((error) => tieError(error, fleet, others)));
  const found = causesOf(incident, tied, others);
  const errors = explainErrors(found);
  const drift = driftOf(incident, fleet);
  return {
    answer: answerOf(incident, found, drift),
    causes: found.causes,
    errors,
    drift,
    timeline: timelineOf({ incident, causes: found.causes, errors, drift, fleet }),
    gaps: incident.gaps,
  };
}
