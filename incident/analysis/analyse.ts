/**
 * From the model of an incident to its answer, in this order: errors linked to findings, causes ranked, drift,
 * timeline, the answer.
 */
import type { Environment, Incident } from "../model/model.ts";
import type { Analysis } from "./analysis.ts";
import { answersOf } from "./answer.ts";
import { causesOf } from "./causes.ts";
import { driftOf } from "./drift.ts";
import { explainErrors } from "./explain.ts";
import { Fleet } from "./fleet.ts";
import { withSameInvocation } from "./same-invocation.ts";
import { linkError } from "./suspects.ts";
import { timelineOf } from "./timeline.ts";

export interface AnalyseOptions {
  /**
   * Environments that ran at another time, to hold these against: they count as environments without a
   * finding, and the analysis does not report them.
   */
  readonly others?: readonly Environment[];
}

export function analyse(incident: Incident, { others = [] }: AnalyseOptions = {}): Analysis {
  const fleet = new Fleet(incident);
  const linked = withSameInvocation(incident.errors.map((error) => linkError(error, fleet, others)));
  const causes = causesOf(incident, linked, others);
  const errors = explainErrors(causes);
  const drift = driftOf(incident, fleet);
  const answers = answersOf(incident, causes, drift);
  return {
    answer: answers[0],
    answers,
    causes: causes.causes,
    errors,
    drift,
    timeline: timelineOf({ incident, causes: causes.causes, errors, drift, fleet }),
    gaps: incident.gaps,
  };
}
