/** The answer: what broke, since when, what explains it, what changed before, and how sure that is. */
import type { DistinctError, Incident } from "../model/model.ts";
import type { Analysis, Drift } from "./analysis.ts";
import { type Causes, failuresOf, firstOf } from "./causes.ts";
import { changeBefore } from "./change-before.ts";
import { confidenceInCause, confidenceInNone, confidenceInNothing, type Judged } from "./confidence.ts";
import { leads, type RankedSighting } from "./ranking.ts";
import { isBlamable } from "./sightings.ts";
import type { TiedError } from "./suspects.ts";
import { answerText } from "./words-answer.ts";
import { confidenceText } from "./words-confidence.ts";

type Answer = Analysis["answer"];

/**
 * Failures that nothing explains may outnumber those that a collision explains by so much before the answer
 * is that there is none.
 */
const OUTNUMBERED = 2;

export function answerOf(incident: Incident, found: Causes, drift: readonly Drift[]): Answer {
  const { environments, totals, gaps } = incident;
  const failing = found.errors.filter(({ error }) => failuresOf(error) > 0);
  if (failing.length === 0) {
    if (totals.failed > 0) return withoutErrors(incident, found, drift);
    if (environments.length === 0)
      return answer("no-data", answerText.noData(totals), {
        confidence: "low",
        because: [confidenceText.noLines()],
        missing: gaps.map(({ text }) => text),
      });
    return answer("nothing-failed", answerText.nothingFailed(totals, found), confidenceInNothing(gaps));
  }
  const explained = failing.filter(({ suspects, toldAlone }) => suspects.length > 0 || toldAlone !== null);
  const [top] = found.ranked;
  if (failuresIn(explained) * OUTNUMBERED >= failuresIn(failing) - failuresIn(explained)) {
    if (top !== undefined && leads(top) > 0) return collision(incident, top, failing, found, drift);
    const alone = explained.find(({ toldAlone }) => toldAlone !== null);
    if (alone !== undefined) return toldAlone(alone, failing);
  }
  return noCollision(incident, failing, explained, found, drift);
}

function collision(
  { gaps, environments }: Incident,
  top: RankedSighting,
  failing: readonly TiedError[],
  { errors }: Causes,
  drift: readonly Drift[],
): Answer {
  const led = top.ties.flatMap(({ error, place, failures }) =>
    place === 0 && failures > 0 ? (errors[error]?.error ?? []) : [],
  );
  const since = firstOf(led);
  const judged = confidenceInCause(top, errors, failuresIn(failing), gaps);
  const change = changeBefore(drift, top.blast.functions, since, top.sighting.observed.finding.package);
  const fromStart = !top.circumstances.hasEarlier;
  const rest = failuresIn(failing) - leads(top);
  const text = answerText.collision({
    ranked: top,
    errors: led,
    since,
    change,
    fromStart,
    environments,
    rest,
  });
  return { ...answer("collision", text, judged, since), cause: 0, fix: top.sighting.observed.fix || null };
}

function toldAlone({ error, toldAlone: explanation }: TiedError, failing: readonly TiedError[]): Answer {
  const since = firstOf([error]);
  const judged: Judged = {
    confidence: "low",
    because: [confidenceText.toldAlone()],
    missing: [confidenceText.findingMissing()],
  };
  return answer(
    "collision",
    answerText.toldAlone(error, explanation ?? "", failuresIn(failing)),
    judged,
    since,
  );
}

function noCollision(
  { gaps }: Incident,
  failing: readonly TiedError[],
  explained: readonly TiedError[],
  { ranked }: Causes,
  drift: readonly Drift[],
): Answer {
  const unexplained = failing
    .filter((tied) => !explained.includes(tied))
    .sort((left, right) => failuresOf(right.error) - failuresOf(left.error));
  const functions = functionsOf(unexplained.map(({ error }) => error));
  const since = firstOf(unexplained.map(({ error }) => error));
  const blamable = ranked.filter(({ sighting }) => isBlamable(sighting.observed)).length;
  const change = changeBefore(drift, functions, since, null);
  const text = answerText.noCollision({
    unexplained,
    since,
    findings: blamable,
    explained: failuresIn(explained),
    change,
  });
  return answer("no-collision", text, confidenceInNone(unexplained, functions, gaps, change), since);
}

/** Invocations are counted as failed, and nothing says with which error. */
function withoutErrors({ totals, gaps }: Incident, { ranked }: Causes, drift: readonly Drift[]): Answer {
  const index = ranked.findIndex(
    ({ sighting, circumstances }) =>
      isBlamable(sighting.observed) &&
      sighting.observed.finding.severity === "error" &&
      circumstances.differs,
  );
  const suspect = ranked[index];
  if (suspect === undefined) {
    return answer("no-data", answerText.noErrors(totals), {
      confidence: "low",
      because: [confidenceText.noErrors()],
      missing: gaps.map(({ text }) => text),
    });
  }
  const judged = confidenceInCause(suspect, [], 0, gaps);
  const change = changeBefore(
    drift,
    suspect.blast.functions,
    suspect.sighting.first,
    suspect.sighting.observed.finding.package,
  );
  const text = answerText.circumstantial(suspect, totals, change);
  return {
    ...answer("collision", text, { ...judged, missing: [confidenceText.noErrors(), ...judged.missing] }),
    cause: index,
    fix: suspect.sighting.observed.fix || null,
  };
}

function answer(
  verdict: Answer["verdict"],
  text: string,
  { confidence, because, missing }: Judged,
  since: number | null = null,
): Answer {
  return { verdict, text, cause: null, since, fix: null, confidence, because, missing };
}

function failuresIn(errors: readonly TiedError[]): number {
  return errors.reduce((sum, { error }) => sum + failuresOf(error), 0);
}

function functionsOf(errors: readonly DistinctError[]): readonly string[] {
  return [...new Set(errors.flatMap(({ functionName }) => functionName ?? []))];
}
