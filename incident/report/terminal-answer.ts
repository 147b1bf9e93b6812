/** The answer in a terminal: three lines, what happened, and one answer for each function. */

import { counted } from "../../page/counts.ts";
import type { Style } from "../../page/text-page.ts";
import type { Analysis } from "../analysis/analysis.ts";
import type { Sheet } from "./terminal-sheet.ts";
import { happenedText } from "./words/answer.ts";
import { answersText, functionAnswers } from "./words/answers.ts";
import { briefAnswer, fixLabel, otherReasons } from "./words/brief.ts";
import { missingTexts } from "./words/evidence.ts";
import { utc } from "./words/time.ts";
import { headline } from "./words/verdict.ts";

const verdictStyles: Record<Analysis["answer"]["verdict"], Style> = {
  collision: ["red", "bold"],
  "no-collision": ["yellow", "bold"],
  "nothing-failed": ["green", "bold"],
  "no-data": ["yellow", "bold"],
};

/** What a screen can hold; the other formats have the rest. */
const most = 8;

export function answerPart(sheet: Sheet, analysis: Analysis): void {
  const { answer: given } = analysis;
  sheet.title([[headline(given).toUpperCase(), verdictStyles[given.verdict]]]);
  const brief = briefAnswer(analysis);
  sheet.field("cause", brief.cause, "bold");
  sheet.field(fixLabel(given).toLowerCase(), brief.fix, ["green", "bold"]);
  sheet.field("how sure", brief.confidence, "bold");
  sheet.gap();
  sheet.paragraph(happenedText(analysis));
  const [reasons, missing] = [otherReasons(analysis), missingTexts(analysis)];
  if (given.since !== null || reasons.length + missing.length > 0) sheet.gap();
  if (given.since !== null) sheet.field("since", utc(given.since));
  sheet.list("because", reasons);
  sheet.list("missing", missing, "yellow");
  answers(sheet, analysis);
}

/** One for each function, where several had errors. */
function answers(sheet: Sheet, analysis: Analysis): void {
  const all = functionAnswers(analysis);
  if (all.length === 0) return;
  sheet.heading("EACH FUNCTION");
  sheet.paragraph(answersText(all));
  for (const { functionName, headline: said, label, cause, fix, confidence } of all.slice(0, most)) {
    sheet.gap();
    sheet.title([[functionName, "bold"]]);
    sheet.paragraph(said);
    sheet.field("cause", cause);
    sheet.field(label.toLowerCase(), fix, "green");
    sheet.field("how sure", confidence);
  }
  if (all.length > most)
    sheet.paragraph(`${counted(all.length - most, "more function")}. --format json has all of them.`);
}
