/** The analysis with the sentences that the report makes of its codes. */
import { analyse as analyseInCodes } from "../../../incident/analysis/analyse.ts";
import type { Analysis } from "../../../incident/analysis/analysis.ts";
import { compare as compareInCodes } from "../../../incident/analysis/compare.ts";
import type { Announcement } from "../../../incident/model/announcement.ts";
import { answerText } from "../../../incident/report/words/answer.ts";
import { comparisonText } from "../../../incident/report/words/comparison.ts";
import { driftText } from "../../../incident/report/words/drift.ts";
import { becauseTexts, missingTexts } from "../../../incident/report/words/evidence.ts";
import { explanationText, mixedText } from "../../../incident/report/words/explanation.ts";
import { standingText } from "../../../incident/report/words/standing.ts";
import { entryText } from "../../../incident/report/words/timeline.ts";

export function inWords(analysis: Analysis) {
  const { answer, causes, errors, drift, timeline } = analysis;
  return {
    ...analysis,
    answer: {
      ...answer,
      text: answerText(analysis),
      because: becauseTexts(analysis),
      missing: missingTexts(analysis),
    },
    causes: causes.map((cause) => ({ ...cause, reason: standingText(cause) })),
    errors: errors.map((error) => ({
      ...error,
      explanation: explanationText(error),
      mixedRoots: error.mixed && mixedText(error.mixed),
    })),
    drift: drift.map((one) => ({ ...one, text: driftText(one) })),
    timeline: timeline.map((entry) => ({
      ...entry,
      text: entryText(entry, analysis),
      index: "index" in entry ? entry.index : null,
    })),
  };
}

export function analyse(...given: Parameters<typeof analyseInCodes>) {
  return inWords(analyseInCodes(...given));
}

export function compare(...given: Parameters<typeof compareInCodes>) {
  const comparison = compareInCodes(...given);
  return { ...comparison, analysis: inWords(comparison.analysis), text: comparisonText(comparison) };
}

/** A `failure` line's claims, the first finding as the cause. */
export function announcement(
  explanation: string,
  findings: readonly string[] = [],
  mixedRoots: string | null = null,
): Announcement {
  const named = findings.map((text) => {
    const [code = "", name = ""] = text.split(" ");
    return { code, package: name };
  });
  const [first] = named;
  const cause = first === undefined ? null : { ...first, path: null, confidence: null };
  const parts = { explanation, mixedRoots, findings: named, cause };
  return { ...parts, isJudged: false, missing: null, thrown: null, called: null, chain: [] };
}
