/**
 * The answers: what broke, since when, what explains it, what changed before, and how sure that is. Each
 * function that had errors gets one. Failed invocations come first; where a function handled all its errors,
 * these are judged in the same way.
 */
import { missingNameOf } from "../../core/explain/code/missing-name.ts";
import type { Environment, Incident } from "../model/model.ts";
import type { Answer, Before, Drift } from "./analysis.ts";
import { arrivalOf } from "./arrival.ts";
import { type Causes, failuresOf, firstOf } from "./causes.ts";
import { changeBefore } from "./change-before.ts";
import { endedOf } from "./ended.ts";
import { inForce } from "./in-force.ts";
import { equalSuspects, type JudgedError } from "./judged-error.ts";
import { judgeCause, judged, judgeNoCause, missingGaps } from "./judgement.ts";
import { loaderMessageOf } from "./loader-message.ts";
import { answer } from "./new-answer.ts";
import { noFailure } from "./no-failure.ts";
import { lineChangeOf } from "./node-line.ts";
import { nodeStart } from "./node-start.ts";
import type { RankedSighting } from "./ranking.ts";
import { rateOf } from "./rate.ts";
import { isBlamable, type Sighting } from "./sightings.ts";

/**
 * The answer is that no collision explains the failures when the unexplained ones outnumber the explained
 * ones by more than this.
 */
const outnumbered = 2;

/** The answer to the most failures first; at least one. */
export function answersOf(
  incident: Incident,
  causes: Causes,
  drift: readonly Drift[],
): readonly [Answer, ...Answer[]] {
  const failing = causes.errors.filter(({ error }) => failuresOf(error) > 0);
  const { environments, totals, gaps } = incident;
  if (failing.length === 0 && totals.failed > 0) return [withoutErrors(incident, causes, drift)];
  const handled = causes.errors.filter((one) => failuresOf(one.error) === 0 && isHandledError(one));
  const concerned = failing.length > 0 ? failing : handled;
  // Lines that name no function are of the only one there is.
  const names = new Set(environments.map(({ functionName }) => functionName));
  const [only = null] = names.size === 1 ? names : [];
  const groups = [...Map.groupBy(concerned, ({ error }) => error.functionName ?? only).values()]
    .map((errors) => ({ errors, weight: weightOf(errors) }))
    .sort((left, right) => right.weight - left.weight);
  const [first, ...others] = groups.map(({ errors }) => ({
    ...answerTo(errors, incident, causes, drift),
    ended: endedOf(
      errors.map(({ error }) => error),
      environments,
    ),
  }));
  if (first !== undefined) return [first, ...others];
  if (environments.length === 0)
    return [
      answer(
        "no-data",
        { kind: "no-lines", events: totals.events },
        judged([{ kind: "no-outcrop-line" }], missingGaps(gaps, gaps)),
      ),
    ];
  return [noFailure(incident, causes)];
}

/**
 * Only an error with a stack, its own or one behind it, or with a text that V8 or Node wrote: another text at
 * level ERROR may be anything. What was logged below that level is most often meant, so a collision must
 * explain it.
 */
function isHandledError({ error, suspects: [first] }: JudgedError): boolean {
  const { kind, level, causes } = error;
  const hasStack = [error, ...causes].some(({ frames }) => frames.length > 0);
  const isNodes = missingNameOf(error) !== null || loaderMessageOf(error) !== null;
  return kind === "logged" && (hasStack || isNodes) && (level === "error" || (first?.level ?? 0) > 1);
}

/** @param errors of one function, all of them failures or all of them handled */
function answerTo(
  errors: readonly JudgedError[],
  incident: Incident,
  causes: Causes,
  drift: readonly Drift[],
): Answer {
  const explained = errors.filter(({ suspects, announced }) => suspects.length > 0 || announced !== null);
  if (weightOf(explained) * outnumbered >= weightOf(errors) - weightOf(explained)) {
    const top = topOf(errors, causes);
    if (top !== null) return collision(incident, top, errors, causes, drift);
    const alone = explained.find(({ announced }) => announced !== null);
    if (alone !== undefined) return announced(alone, causes, errors);
  }
  if (isBlind(errors, incident)) return blind(errors, incident, causes);
  return noCollision(incident, errors, explained, causes, drift);
}

/** What explains most of these errors. */
function topOf(errors: readonly JudgedError[], { ranked }: Causes): RankedSighting | null {
  const weights = new Map<string, number>();
  for (const { error, suspects } of errors) {
    const key = suspects[0]?.observed.finding.key;
    if (key !== undefined) weights.set(key, (weights.get(key) ?? 0) + error.count);
  }
  const most = Math.max(...weights.values());
  return ranked.find(({ sighting: { key } }) => weights.get(key) === most) ?? null;
}

function collision(
  { gaps, environments }: Incident,
  top: RankedSighting,
  concerned: readonly JudgedError[],
  { errors, ranked, indexOf }: Causes,
  drift: readonly Drift[],
): Answer {
  const { key, observed } = top.sighting;
  const led = concerned.filter(({ suspects }) => suspects[0]?.observed.finding.key === key);
  const since = firstOf(led.map(({ error }) => error));
  const functions = functionsOf(led);
  const change = changeBefore(drift, functions, since, observed.finding.package);
  const failures = weightOf(led);
  const handled = concerned.every(({ error }) => error.kind === "logged");
  const fits = led.flatMap((one) => equalSuspects(one).slice(1));
  const summary = {
    kind: "collision",
    cause: ranked.indexOf(top),
    equals: [...new Set(fits.flatMap((one) => indexOf.get(one.observed.finding.key) ?? []))],
    errors: led.map((one) => errors.indexOf(one)),
    failures,
    handled,
    others: weightOf(concerned) - failures,
    before: beforeOf(change, drift, top, environments),
  } as const;
  const share = { explained: failures, failures: weightOf(concerned), handled };
  return {
    ...answer("collision", summary, judgeCause(top, led, share, gaps), since),
    cause: summary.cause,
    fix: observed.fix || null,
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

function announced(alone: JudgedError, { errors }: Causes, failing: readonly JudgedError[]): Answer {
  const judgement = judged([{ kind: "failure-line-alone" }], [{ kind: "finding-line" }]);
  const summary = {
    kind: "failure-line",
    error: errors.indexOf(alone),
    failures: weightOf(failing),
  } as const;
  return answer("collision", summary, judgement, firstOf([alone.error]));
}

function noCollision(
  { gaps, environments }: Incident,
  concerned: readonly JudgedError[],
  explained: readonly JudgedError[],
  { errors, fleet }: Causes,
  drift: readonly Drift[],
): Answer {
  const unexplained = concerned
    .filter((judgedError) => !explained.includes(judgedError))
    .sort((left, right) => right.error.count - left.error.count);
  const functions = functionsOf(unexplained);
  const since = firstOf(unexplained.map(({ error }) => error));
  const change = changeBefore(drift, functions, since, null);
  const inTheirs = environments.filter(({ functionName }) => functions.includes(functionName));
  const blamable = unexplained.flatMap(({ error }) => [...inForce(inTheirs, error, isBlamable).values()]);
  const findings = new Set(blamable.map(({ finding: { key } }) => key)).size;
  const timedOut = unexplained.some(({ error: { kind } }) => kind === "timeout");
  const twice = blamable.find(({ finding: { code } }) => code === "duplicate-instance");
  const [most] = unexplained;
  const line = most === undefined ? null : lineChangeOf(most.error, fleet);
  const summary = {
    kind: "no-collision",
    errors: unexplained.map((one) => errors.indexOf(one)),
    handled: concerned.every(({ error }) => error.kind === "logged"),
    findings,
    explained: weightOf(explained),
    line,
    before: driftBefore(change, drift),
  } as const;
  const mayWait = timedOut ? (twice?.finding.package ?? null) : null;
  const judgement = judgeNoCause({
    errors: unexplained,
    functions,
    gaps,
    change,
    findings,
    line,
    mayWait,
    isBundled: inTheirs.some(({ facts }) => facts?.coverage === "bundled"),
  });
  return answer("no-collision", summary, judgement, since);
}

/** Outcrop observed none of the environments of these errors. */
function isBlind(errors: readonly JudgedError[], { environments }: Incident): boolean {
  const names = functionsOf(errors);
  // The loader says what is wrong, and there was nothing to observe.
  if (errors.some(({ error }) => nodeStart(error) !== null)) return false;
  // Outcrop judged an init that failed, though no invocation shows what it had loaded.
  if (errors.some(({ error: { told } }) => told !== null)) return false;
  return !environments.some(
    (environment) =>
      (names.length === 0 || names.includes(environment.functionName)) &&
      (environment.loads.length > 0 || environment.findings.length > 0 || wasJudgedWhole(environment)),
  );
}

/** It ended without an invocation, and a shim observed its init: every finding would have a line. */
function wasJudgedWhole({ facts, shutdown }: Incident["environments"][number]): boolean {
  return facts !== null && facts.nodeVersion !== null && shutdown !== null;
}

function blind(concerned: readonly JudgedError[], { gaps }: Incident, { errors }: Causes): Answer {
  const summary = { kind: "blind", errors: concerned.map((one) => errors.indexOf(one)) } as const;
  const judgement = judged(
    [{ kind: "no-outcrop-line" }],
    [{ kind: "observation" }, ...missingGaps(gaps, gaps)],
  );
  return answer("no-data", summary, judgement, firstOf(concerned.map(({ error }) => error)));
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
  const share = { explained: 0, failures: totals.failed, handled: false };
  const { because, missing } = judgeCause(suspect, [], share, gaps);
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

function weightOf(errors: readonly JudgedError[]): number {
  return errors.reduce((sum, { error }) => sum + error.count, 0);
}

function functionsOf(errors: readonly JudgedError[]): readonly string[] {
  return [...new Set(errors.flatMap(({ error: { functionName } }) => functionName ?? []))];
}
