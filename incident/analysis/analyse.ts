/**
 * From the model of an incident to its answer, in this order: errors linked to findings, causes ranked,
 * drift, timeline, the answer.
 */
import type { Environment, Incident } from "../model/model.ts";
import type { Analysis } from "./analysis.ts";
import { answersOf } from "./answer.ts";
import { causesOf } from "./causes.ts";
import { driftOf } from "./drift.ts";
import { explainErrors } from "./explain.ts";
import { Fleet } from "./fleet.ts";
import { type Proof, withProof } from "./proof.ts";
import { withSameInvocation } from "./same-invocation.ts";
import { linkError } from "./suspects.ts";
import { timelineOf } from "./timeline.ts";

export interface AnalyseOptions {
  /**
   * Environments that ran at another time, to hold these against: they count as environments without a
   * finding, and the analysis does not report them.
   */
  readonly others?: readonly Environment[];
  /** Of the cause, by a replay. */
  readonly proof?: Proof | null;
}

export function analyse(incident: Incident, { others = [], proof = null }: AnalyseOptions = {}): Analysis {
  const fleet = new Fleet(incident);
  const tied = incident.errors.map((error) => linkError(error, fleet, others));
  const proved = proof === null ? tied : tied.map((error) => withProof(error, proof, fleet));
  const linked = withSameInvocation(proved);
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
