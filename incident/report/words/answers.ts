/** One answer for each function that had errors, and what they have in common. */

import { andList, counted } from "../../../page/counts.ts";
import type { Analysis, Answer } from "../../analysis/analysis.ts";
import { type BriefAnswer, briefAnswer, fixLabel } from "./brief.ts";
import { sentences } from "./sentences.ts";
import { concernedFunction, headline } from "./verdict.ts";

export interface FunctionAnswer extends BriefAnswer {
  readonly answer: Answer;
  readonly functionName: string;
  readonly label: "Fix" | "Next";
  readonly headline: string;
}

/** Empty where one answer is for everything. */
export function functionAnswers(analysis: Analysis): readonly FunctionAnswer[] {
  const { answers } = analysis;
  if (answers.length < 2) return [];
  return answers.map((answer) => ({
    answer,
    functionName: concernedFunction(answer, analysis) ?? "a function that the logs do not name",
    headline: headline(answer),
    label: fixLabel(answer),
    ...briefAnswer({ ...analysis, answer }),
  }));
}

/** `2 functions had errors. A collision explains the failures in orders. No collision …` */
export function answersText(answers: readonly FunctionAnswer[]): string {
  const groups = Map.groupBy(answers, (one) => one.headline);
  return sentences(
    `${counted(answers.length, "function")} had errors`,
    ...[...groups].map(
      ([said, those]) => `${said} in ${andList(those.map(({ functionName }) => functionName))}`,
    ),
  );
}
