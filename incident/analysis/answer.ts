/** The answer: what broke, since when, what explains it, what changed before, and how sure that is. */
import type { DistinctError, Environment, Incident } from "../model/model.ts";
import type { Answer, Before, Drift, Summary } from "./analysis.ts";
import { arrivalOf } from "./arrival.ts";
import { type Causes, failuresOf, firstOf } from "./causes.ts";
import { changeBefore } from "./change-before.ts";
import {
  type Judgement,
  judgeCause,
  judged,
  judgeNoCause,
  judgeNoFailure,
  missingGaps,
} from "./judgement.ts";
import { leads, type RankedSighting } from "./ranking.ts";
import { rateOf } from "./rate.ts";
import { isBlamable, type Sighting } from "./sightings.ts";
import type { LinkedError } from "./suspects.ts";

/**
 * The answer is that no collision explains the failures when the unexplained ones outnumber the explained
 * ones by more than this.
 */
const OUTNUMBERED = 2;

export function answerOf(incident: Incident, causes: Causes, drift: readonly Drift[]): Answer {
  const { environments, totals, gaps } = incident;
  const failing = causes.errors.filter(({ error }) => failuresOf(error) > 0);
  if (failing.length === 0) {
    if (totals.failed > 0) return withoutErrors(incident, causes, drift);
    if (environments.length === 0)
      return answer(
        "no-data",
        { kind: "no-lines", events: totals.events },
        judged([{ kind: "no-outcrop-line" }], missingGaps(gaps, gaps)),
      );
    return answer("nothing-failed", nothingFailed(incident, causes), judgeNoFailure(gaps));
  }
  const explained = failing.filter(({ suspects, announced }) => suspects.length > 0 || announced !== null);
  const [top] = causes.ranked;
  if (failuresIn(explained) * OUTNUMBERED >= failuresIn(failing) - failuresIn(explained)) {
    if (top !== undefined && leads(top) > 0) return collision(incident, top, failing, causes, drift);
    const alone = explained.find(({ announced }) => announced !== null);
    if (alone !== undefined) return announced(alone, causes, failing);
  }
  return noCollision(incident, failing, explained, causes, drift);
}

function collision(
  { gaps, environments }: Incident,
  top: RankedSighting,
  failing: readonly LinkedError[],
  { errors }: Causes,
  drift: readonly Drift[],
): Answer {
  const led = top.links.flatMap(({ error, place, failures }) => (place === 0 && failures > 0 ? error : []));
  const since = firstOf(led.flatMap((index) => errors[index]?.error ?? []));
  const { functions } = top.blast;
  const change = changeBefore(drift, functions, since, top.sighting.observed.finding.package);
  const summary = {
    kind: "collision",
    cause: 0,
    errors: led,
    failures: leads(top),
    others: failuresIn(failing) - leads(top),
    before: beforeOf(change, drift, top, environments),
  } as const;
  const judgement = judgeCause(top, errors, failuresIn(failing), gaps);
  return {
    ...answer("collision", summary, judgement, since),
    cause: 0,
    fix: top.sighting.observed.fix || null,
  };
}

function beforeOf(
  change: Drift | null,
  drift: readonly Drift[],
  { circumstances, sighting }: { circumstances: RankedSighting["circumstances"]; sighting: Sighting },
  environments: readonly Environment[],
): Before | null {
  if (change !== null) return driftBefore(change, drift);
  return circumstances.hasEarlier ? arrivalOf(sighting, environments) : { kind: "always" };
}

function driftBefore(change: Drift | null, drift: readonly Drift[]): Before | null {
  return change === null ? null : { kind: "drift", drift: drift.indexOf(change) };
}

function announced(alone: LinkedError, { errors }: Causes, failing: readonly LinkedError[]): Answer {
  const judgement = judged([{ kind: "failure-line-alone" }], [{ kind: "finding-line" }]);
  const summary = {
    kind: "failure-line",
    error: errors.indexOf(alone),
    failures: failuresIn(failing),
  } as const;
  return answer("collision", summary, judgement, firstOf([alone.error]));
}

function noCollision(
  { gaps }: Incident,
  failing: readonly LinkedError[],
  explained: readonly LinkedError[],
  { ranked, errors }: Causes,
  drift: readonly Drift[],
): Answer {
  const unexplained = failing
    .filter((linked) => !explained.includes(linked))
    .sort((left, right) => failuresOf(right.error) - failuresOf(left.error));
  const functions = functionsOf(unexplained.map(({ error }) => error));
  const since = firstOf(unexplained.map(({ error }) => error));
  const change = changeBefore(drift, functions, since, null);
  const summary = {
    kind: "no-collision",
    errors: unexplained.map((linked) => errors.indexOf(linked)),
    findings: ranked.filter(({ sighting }) => isBlamable(sighting.observed)).length,
    explained: failuresIn(explained),
    before: driftBefore(change, drift),
  } as const;
  return answer("no-collision", summary, judgeNoCause(unexplained, functions, gaps, change), since);
}

/** Invocations are counted as failed, and no line has their error. */
function withoutErrors({ totals, gaps }: Incident, { ranked }: Causes, drift: readonly Drift[]): Answer {
  const index = ranked.findIndex(
    ({ sighting, circumstances }) =>
      isBlamable(sighting.observed) &&
      sighting.observed.finding.severity === "error" &&
      circumstances.differs,
  );
  const suspect = ranked[index];
  if (suspect === undefined) {
    const judgement = judged([{ kind: "no-error-line" }], missingGaps(gaps, gaps));
    return answer("no-data", { kind: "no-errors", totals: rateOf(totals) }, judgement);
  }
  const { sighting, blast } = suspect;
  const change = changeBefore(drift, blast.functions, sighting.first, sighting.observed.finding.package);
  const { because, missing } = judgeCause(suspect, [], 0, gaps);
  const summary = {
    kind: "circumstances",
    cause: index,
    totals: rateOf(totals),
    before: driftBefore(change, drift),
  } as const;
  return {
    ...answer("collision", summary, judged(because, [{ kind: "error-line" }, ...missing])),
    cause: index,
    fix: sighting.observed.fix || null,
  };
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

function answer(
  verdict: Answer["verdict"],
  summary: Summary,
  { confidence, because, missing }: Judgement,
  since: number | null = null,
): Answer {
  return { verdict, summary, cause: null, since, fix: null, confidence, because, missing };
}

function failuresIn(errors: readonly LinkedError[]): number {
  return errors.reduce((sum, { error }) => sum + failuresOf(error), 0);
}

function functionsOf(errors: readonly DistinctError[]): readonly string[] {
  return [...new Set(errors.flatMap(({ functionName }) => functionName ?? []))];
}
