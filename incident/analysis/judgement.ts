/** The evidence for each kind of answer, and the confidence that follows from it. */
import type { Confidence } from "../../core/explain/confidence.ts";
import type { Gap } from "../model/model.ts";
import type { Drift } from "./analysis.ts";
import { confidenceOf } from "./confidence.ts";
import type { Evidence, MissingEvidence } from "./evidence.ts";
import { gapsThatHide } from "./evidence-gaps.ts";
import { equalSuspects, type JudgedError } from "./judged-error.ts";
import type { LineChange } from "./node-line.ts";
import type { RankedSighting } from "./ranking.ts";
import { rateOf } from "./rate.ts";
import { speaksOfNative } from "./speaks-of-native.ts";
import { mayWrap, wrapsUnknown } from "./wraps-unknown.ts";

export interface Judgement {
  readonly confidence: Confidence;
  readonly because: readonly Evidence[];
  readonly missing: readonly MissingEvidence[];
}

const maxRuledOut = 5;

export function judged(because: readonly Evidence[], missing: readonly MissingEvidence[]): Judgement {
  return { confidence: confidenceOf(because), because, missing };
}

/**
 * @param led the errors that it explains best
 * @param share how many of all failures, or of all handled errors
 */
export function judgeCause(
  { sighting, blast, circumstances }: RankedSighting,
  led: readonly JudgedError[],
  share: Omit<Extract<Evidence, { kind: "share" }>, "kind">,
  gaps: readonly Gap[],
): Judgement {
  const { without } = blast;
  const own = led.flatMap((error) => {
    const suspect = error.suspects.find(({ observed }) => observed.finding.key === sighting.key);
    return suspect === undefined ? [] : [{ error, suspect }];
  });
  const best = own.toSorted((left, right) => right.suspect.level - left.suspect.level)[0];
  const because: Evidence[] = [];
  if (best === undefined) {
    because.push({ kind: "circumstances-alone", with: rateOf(blast), without: without && rateOf(without) });
  } else {
    const { grade, level, link, mechanism, against, support } = best.suspect;
    because.push({ kind: "link", grade, level, link, mechanism });
    because.push({ kind: "share", ...share });
    because.push(...against.map((contradiction) => ({ kind: "contradiction" as const, contradiction })));
    if (support.contrast && support.without !== null && support.chance !== null)
      because.push({
        kind: "contrast",
        with: support.with,
        without: support.without,
        chance: support.chance,
      });
    if (support.clean > 0 && grade !== "mechanism")
      because.push({ kind: "clean", invocations: support.clean });
    if (support.elsewhere > 0) because.push({ kind: "error-elsewhere", environments: support.elsewhere });
    const others = equalSuspects(best.error).slice(1);
    if (others.length > 0)
      because.push({ kind: "equals", packages: others.map(({ observed }) => observed.finding.package) });
  }
  const line = best?.suspect.support.line ?? null;
  if (line !== null && best?.suspect.mechanism === null) because.push({ kind: "line-changed", ...line });
  if (circumstances.appeared) because.push({ kind: "appeared" });
  if (!led.some(({ certain }) => certain)) because.push({ kind: "environments-unknown" });
  const hiding = gapsThatHide("causes", gaps, blast.functions);
  because.push(...evidenceOfGaps(hiding));
  const compared = without !== null && without.invocations > 0;
  return judged(because, [
    ...(best === undefined ? [] : wrappedBy(best.error)),
    ...(compared ? [] : [{ kind: "environment-without" } as const]),
    ...missingGaps(hiding, gaps),
  ]);
}

function wrappedBy({ error }: JudgedError): MissingEvidence[] {
  return wrapsUnknown(error) ? [{ kind: "wrapped-error", certain: !mayWrap(error) }] : [];
}

/** What was looked at where no collision explains these errors. */
export interface LookedAt {
  readonly errors: readonly JudgedError[];
  readonly functions: readonly string[];
  readonly gaps: readonly Gap[];
  /** Of what was loaded, before them. */
  readonly change: Drift | null;
  /** Findings in force that could be blamed for something. */
  readonly findings: number;
  /** Of Node, with which the first of the errors came. */
  readonly line: LineChange | null;
  /** A package that ran from two copies, where one of the errors is that the time was up. */
  readonly mayWait: string | null;
  /** The function's own code is a bundle. */
  readonly isBundled: boolean;
}

export function judgeNoCause({
  errors,
  functions,
  gaps,
  change,
  findings,
  line,
  mayWait,
  isBundled,
}: LookedAt): Judgement {
  const hiding = gapsThatHide("errors", gaps, functions);
  const unseen = errors.filter(
    ({ error, frames, certain }) => !certain || (frames.length === 0 && !speaksForItself(error.kind)),
  ).length;
  // Copies that replaced others may break what no finding covers.
  const replaced = change?.changes.some(({ before, after }) => before !== null && after !== null) === true;
  const ruledOut = ruledOutOf(errors);
  const wrapped = errors.filter(({ error }) => wrapsUnknown(error));
  const certain = !wrapped.some(({ error }) => mayWrap(error));
  const because: Evidence[] = [
    unseen === 0
      ? { kind: "errors-judged", errors: errors.length }
      : { kind: "errors-unseen", unseen, errors: errors.length },
    ...(wrapped.length === 0 ? [] : [{ kind: "wrapped-unknown", errors: wrapped.length, certain } as const]),
    ...ruledOut,
    ...(findings > 0 && ruledOut.length === 0 ? [{ kind: "leads", findings } as const] : []),
    ...(isBundled ? [{ kind: "bundled" } as const] : []),
    ...(mayWait === null ? [] : [{ kind: "may-wait", package: mayWait } as const]),
    ...(errors.some(({ error }) => speaksOfNative(error)) ? [{ kind: "speaks-of-native" } as const] : []),
    ...(line === null ? [] : [{ kind: "line-changed", ...line } as const]),
    ...(replaced ? [{ kind: "copies-replaced" } as const] : []),
    ...evidenceOfGaps(hiding),
  ];
  return judged(because, missingGaps(hiding, gaps));
}

/** Each finding once, with what was said against it first. */
function ruledOutOf(errors: readonly JudgedError[]): Evidence[] {
  const found = new Map<string, Evidence>();
  for (const { observed, grade, against, support } of errors.flatMap((error) => error.ruledOut)) {
    const { key, package: name, code, severity } = observed.finding;
    if ((severity === "info" && grade === "hint") || found.has(key)) continue;
    const { clean, elsewhere } = support;
    found.set(key, { kind: "ruled-out", package: name, code, against, clean, elsewhere });
  }
  return [...found.values()].slice(0, maxRuledOut);
}

function speaksForItself(kind: JudgedError["error"]["kind"]): boolean {
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
