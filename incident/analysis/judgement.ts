/**
 * The evidence for each kind of answer. Against a cause speak
 * 1. environments without the finding that saw the same error, or fail nearly as often;
 * 2. many invocations that went well under it before the first failure, unless its link is strong;
 * 3. errors whose environments the logs do not name;
 * 4. gaps that could hide another cause.
 */
import type { Confidence } from "../../core/explain/strength.ts";
import type { Gap } from "../model/model.ts";
import type { Drift } from "./analysis.ts";
import { confidenceOf } from "./confidence.ts";
import type { Evidence, MissingEvidence } from "./evidence.ts";
import { gapsThatHide } from "./evidence-gaps.ts";
import { isKnown } from "./known-time.ts";
import { leads, type RankedSighting, strongest } from "./ranking.ts";
import { rateOf, shareFailed } from "./rate.ts";
import type { LinkedError } from "./suspects.ts";

export interface Judgement {
  readonly confidence: Confidence;
  readonly because: readonly Evidence[];
  readonly missing: readonly MissingEvidence[];
}

const MANY_INVOCATIONS = 20;
const NEARLY_AS_OFTEN = 1 / 4;

export function judged(because: readonly Evidence[], missing: readonly MissingEvidence[]): Judgement {
  return { confidence: confidenceOf(because), because, missing };
}

/** @param errors all of them, as `links` count them */
export function judgeCause(
  ranked: RankedSighting,
  errors: readonly LinkedError[],
  failures: number,
  gaps: readonly Gap[],
): Judgement {
  const { blast, links, circumstances } = ranked;
  const { without } = blast;
  const strength = strongest(ranked);
  const [first] = links;
  const because: Evidence[] = [];
  if (strength === null || first === undefined) {
    because.push({
      kind: "circumstances-alone",
      with: rateOf(blast),
      without: without && rateOf(without),
    });
  } else {
    because.push({ kind: "link", strength, link: first.link });
    because.push({ kind: "share", explained: leads(ranked), failures });
    if (circumstances.differs && without !== null)
      because.push({ kind: "contrast", with: rateOf(blast), without: rateOf(without) });
  }
  if (circumstances.appeared) because.push({ kind: "appeared" });
  const hiding = gapsThatHide("causes", gaps, blast.functions);
  because.push(...against(ranked, errors), ...evidenceOfGaps(hiding));
  const compared = without !== null && without.invocations > 0;
  return judged(because, [
    ...(compared ? [] : [{ kind: "environment-without" } as const]),
    ...missingGaps(hiding, gaps),
  ]);
}

function against(ranked: RankedSighting, errors: readonly LinkedError[]): Evidence[] {
  const { sighting, links, blast } = ranked;
  const led = links.flatMap(({ error, failures, place }) =>
    failures > 0 && place === 0 ? (errors[error] ?? []) : [],
  );
  const affected = new Set(sighting.environments.map(({ id }) => id));
  const elsewhere = new Set(
    led
      .filter(({ certain }) => certain)
      .flatMap(({ error }) => error.environments.filter((id) => !affected.has(id))),
  ).size;
  const found: Evidence[] = [];
  if (elsewhere > 0) found.push({ kind: "error-elsewhere", environments: elsewhere });
  else if (blast.without !== null && failsWithout(ranked))
    found.push({ kind: "fails-without", without: rateOf(blast.without) });
  const wentWell = strongest(ranked) === "strong" ? 0 : wentWellBefore(ranked, led);
  if (wentWell >= MANY_INVOCATIONS) found.push({ kind: "went-well-before", invocations: wentWell });
  if (led.some(({ certain }) => !certain)) found.push({ kind: "environments-unknown" });
  return found;
}

function failsWithout({ blast }: RankedSighting): boolean {
  const { without } = blast;
  return (
    without !== null && without.failed > 0 && shareFailed(without) > shareFailed(blast) * NEARLY_AS_OFTEN
  );
}

/** Invocations in environments that were over before the first failure. */
function wentWellBefore({ sighting }: RankedSighting, led: readonly LinkedError[]): number {
  const first = Math.min(...led.map(({ error }) => error.first).filter(isKnown));
  if (!Number.isFinite(first)) return 0;
  let invocations = 0;
  for (const environment of sighting.environments)
    if (environment.last < first) invocations += environment.invocations - environment.failed;
  return invocations;
}

/**
 * That no collision explains these errors.
 * @param change of what was loaded, before them
 */
export function judgeNoCause(
  failing: readonly LinkedError[],
  functions: readonly string[],
  gaps: readonly Gap[],
  change: Drift | null,
): Judgement {
  const hiding = gapsThatHide("causes", gaps, functions);
  const errors = failing.length;
  const unseen = failing.filter(
    ({ error, frames, certain }) => !certain || (frames.length === 0 && !speaksForItself(error.kind)),
  ).length;
  // Copies that replaced others may break what no finding covers.
  const replaced = change?.changes.some(({ before, after }) => before !== null && after !== null) === true;
  const because: Evidence[] = [
    unseen === 0 ? { kind: "errors-judged", errors } : { kind: "errors-unseen", unseen, errors },
    ...(replaced ? [{ kind: "copies-replaced" } as const] : []),
    ...evidenceOfGaps(hiding),
  ];
  return judged(because, missingGaps(hiding, gaps));
}

function speaksForItself(kind: LinkedError["error"]["kind"]): boolean {
  return kind === "timeout" || kind === "out-of-memory";
}

export function judgeNoFailure(gaps: readonly Gap[]): Judgement {
  const hiding = gapsThatHide("failures", gaps, []);
  return judged([{ kind: "no-failure" }, ...evidenceOfGaps(hiding)], missingGaps(hiding, gaps));
}

function evidenceOfGaps(hiding: readonly Gap[]): Evidence[] {
  return hiding.length > 0 ? [{ kind: "gaps", gaps: hiding.length }] : [];
}

/** @param all those of the analysis, which the indexes lead into */
export function missingGaps(hiding: readonly Gap[], all: readonly Gap[]): MissingEvidence[] {
  return hiding.map((gap) => ({ kind: "gap", gap: all.indexOf(gap) }));
}
