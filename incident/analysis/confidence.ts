/**
 * How sure the answer is. A collision starts with the strength of its tie: `strong` is high, `fair` medium,
 * `weak`, `faint` and circumstances alone low. Each of these takes one step off:
 * 1. environments that do not have the finding saw the same error, or fail nearly as often;
 * 2. it was in force in many invocations before the first failure, and is tied by less than `strong`;
 * 3. the logs do not say in which environments the error happened;
 * 4. gaps that could hide another cause. That no collision explains the failures is as sure as the stacks and
 *    the lines of Outcrop that would show one, and less sure where other copies took the place of some
 *    before.
 */
import type { Gap } from "../model/model.ts";
import type { Confidence, Drift } from "./analysis.ts";
import { gapsThatHide } from "./evidence-gaps.ts";
import { leads, type RankedSighting, strongest } from "./ranking.ts";
import type { Strength } from "./suspect.ts";
import type { TiedError } from "./suspects.ts";
import { isKnown, rateOf } from "./words.ts";
import { confidenceText as say } from "./words-confidence.ts";

export interface Judged {
  readonly confidence: Confidence;
  readonly because: readonly string[];
  readonly missing: readonly string[];
}

const MANY_INVOCATIONS = 20;
const NEARLY_AS_OFTEN = 1 / 4;
const steps: readonly Confidence[] = ["high", "medium", "low"];
const start = { strong: 0, fair: 1, weak: 2, faint: 2 } as const satisfies Record<Strength, number>;

/** @param errors all of them, as `ties` count them */
export function confidenceInCause(
  ranked: RankedSighting,
  errors: readonly TiedError[],
  failures: number,
  gaps: readonly Gap[],
): Judged {
  const { sighting, blast, ties, circumstances } = ranked;
  const tied = ties.flatMap(({ error, failures: count, place }) =>
    count > 0 && place === 0 ? (errors[error] ?? []) : [],
  );
  const strength = strongest(ranked);
  const hiding = gapsThatHide("causes", gaps, blast.functions);
  const affected = new Set(sighting.environments.map(({ id }) => id));
  const elsewhere = new Set(
    tied
      .filter(({ certain }) => certain)
      .flatMap(({ error }) => error.environments.filter((id) => !affected.has(id))),
  );
  const against = [
    elsewhere.size > 0 ? say.elsewhere(elsewhere.size) : null,
    elsewhere.size === 0 && failsWithout(ranked) ? say.failsWithout(blast) : null,
    strength !== "strong" && heldBefore(ranked, tied) ? say.heldBefore() : null,
    tied.some(({ certain }) => !certain) ? say.uncertain() : null,
    hiding.length > 0 ? say.gaps(hiding.length) : null,
  ].filter((text) => text !== null);
  const first = ties[0];
  return {
    confidence: steps[Math.min(2, (strength === null ? 2 : start[strength]) + against.length)] ?? "low",
    because: [
      strength === null || first === undefined ? say.circumstantial(blast) : say.tie(strength, first.tie),
      ...(strength === null ? [] : [say.share(leads(ranked), failures)]),
      ...(strength !== null && circumstances.differs ? [say.differs(blast)] : []),
      ...(circumstances.appeared ? [say.appeared()] : []),
      ...against,
    ],
    missing: [
      ...(blast.without === null || blast.without.invocations === 0 ? [say.nothingToCompare()] : []),
      ...hiding.map(({ text }) => text),
    ],
  };
}

function failsWithout({ blast }: RankedSighting): boolean {
  const { without } = blast;
  return without !== null && without.failed > 0 && rateOf(without) > rateOf(blast) * NEARLY_AS_OFTEN;
}

/** In environments that were over before the first failure. */
function heldBefore({ sighting }: RankedSighting, tied: readonly TiedError[]): boolean {
  const first = Math.min(...tied.map(({ error }) => error.first).filter(isKnown));
  if (!Number.isFinite(first)) return false;
  let invocations = 0;
  for (const environment of sighting.environments)
    if (environment.last < first) invocations += environment.invocations - environment.failed;
  return invocations >= MANY_INVOCATIONS;
}

/**
 * That no collision explains these errors.
 * @param change of what was loaded, before them
 */
export function confidenceInNone(
  failing: readonly TiedError[],
  functions: readonly string[],
  gaps: readonly Gap[],
  change: Drift | null,
): Judged {
  const hiding = gapsThatHide("causes", gaps, functions);
  const blind = failing.filter(
    ({ error, frames, certain }) => !certain || (frames.length === 0 && !speaksForItself(error.kind)),
  );
  // Copies that others took the place of may break what no finding is graded to say.
  const replaced = change?.changes.some(({ before, after }) => before !== null && after !== null) === true;
  const from = (blind.length === 0 ? 0 : 1) + (replaced ? 1 : 0);
  return {
    confidence: steps[Math.min(2, from + (hiding.length > 0 ? 1 : 0))] ?? "low",
    because: [
      blind.length === 0 ? say.allSeen(failing.length) : say.blind(blind.length, failing.length),
      ...(replaced ? [say.replaced()] : []),
      ...(hiding.length > 0 ? [say.gaps(hiding.length)] : []),
    ],
    missing: hiding.map(({ text }) => text),
  };
}

function speaksForItself(kind: TiedError["error"]["kind"]): boolean {
  return kind === "timeout" || kind === "out-of-memory";
}

export function confidenceInNothing(gaps: readonly Gap[]): Judged {
  const hiding = gapsThatHide("failures", gaps, []);
  return {
    confidence: hiding.length === 0 ? "high" : "medium",
    because: [say.nothingFailed(), ...(hiding.length > 0 ? [say.gaps(hiding.length)] : [])],
    missing: hiding.map(({ text }) => text),
  };
}
