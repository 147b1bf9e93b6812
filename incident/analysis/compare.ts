/**
 * Bad logs against good ones: what is loaded differently, and what only the bad ones have. The good
 * environments are taken as others of the same functions, so the bad ones are ranked with what the good ones
 * show: a finding that both have explains less than one that only the bad have.
 */
import type { Environment, Incident } from "../model/model.ts";
import { analyse } from "./analyse.ts";
import type { Analysis, Comparison, LoadedDifferently } from "./analysis.ts";
import { differences } from "./differences.ts";
import { Fleet } from "./fleet.ts";
import type { Proof } from "./proof.ts";
import { isBlamable } from "./sightings.ts";
import { type Stage, stagesOf } from "./stages.ts";

export function compare(good: Incident, bad: Incident, proof: Proof | null = null): Comparison {
  const analysis = analyse(bad, { others: good.environments, proof });
  const known = new Set(
    good.environments.flatMap(({ findings }) => findings.map(({ finding }) => finding.key)),
  );
  const errors = new Set(good.errors.map(nameOf));
  const newFindings = analysis.causes.flatMap(({ observed }, index) =>
    known.has(observed.finding.key) ? [] : [index],
  );
  return {
    analysis,
    good: countsOf(good),
    bad: countsOf(bad),
    functions: loadedDifferently(good.environments, bad.environments),
    newFindings,
    newErrors: analysis.errors.flatMap(({ error }, index) => (errors.has(nameOf(error)) ? [] : [index])),
    likeliest: likeliestOf(analysis, newFindings),
  };
}

/** What explains failures, else what only the bad side has and could be blamed: that is a suspicion. */
function likeliestOf({ answer, causes }: Analysis, newFindings: readonly number[]): number | null {
  if (answer.cause !== null) return answer.cause;
  if (answer.verdict === "no-collision") return null;
  return (
    newFindings.find((index) => causes[index] !== undefined && isBlamable(causes[index].observed)) ?? null
  );
}

/** Only functions that both sides have: of another, nothing differs, it is simply not there. */
function loadedDifferently(
  good: readonly Environment[],
  bad: readonly Environment[],
): readonly LoadedDifferently[] {
  const [left, right] = [new Fleet({ environments: good }), new Fleet({ environments: bad })];
  return left.functions
    .filter((name) => right.functions.includes(name))
    .map((functionName) => {
      const [before, after] = [usual(left.ofFunction(functionName)), usual(right.ofFunction(functionName))];
      const changes = before === null || after === null ? [] : differences(before.copies, after.copies);
      return { functionName, good: sideOf(before), bad: sideOf(after), changes };
    });
}

/** The last stage most environments reached: earlier ones lack what is loaded later. */
function usual(environments: readonly Environment[]): Stage | null {
  const counts = new Map<string, number>();
  for (const { loads } of environments) {
    const last = loads.at(-1)?.fingerprint;
    if (last !== undefined) counts.set(last, (counts.get(last) ?? 0) + 1);
  }
  const stages = stagesOf(environments).filter(({ isLast, copies }) => isLast && copies.length > 0);
  return (
    [...stages].sort(
      (left, right) => (counts.get(right.fingerprint) ?? 0) - (counts.get(left.fingerprint) ?? 0),
    )[0] ?? null
  );
}

function sideOf(stage: Stage | null): LoadedDifferently["good"] {
  return stage === null ? null : { fingerprint: stage.fingerprint, versions: [...stage.versions].sort() };
}

function countsOf({ totals: { invocations, failed } }: Incident): Comparison["good"] {
  return { invocations, failed };
}

/** Lines move with every deploy, so the frames do not count. */
function nameOf({ functionName, kind, name, code }: Incident["errors"][number]): string {
  return [functionName ?? "", kind, name, code ?? ""].join("\n");
}
