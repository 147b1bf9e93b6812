import { questionTexts } from "../../cloudwatch/athena/question-texts.ts";
import { asked, questions as forAthena } from "../../cloudwatch/athena/questions.ts";
import type { Question } from "../../incident/query/ask.ts";

/** Athena needs a first day. Here every day that was read counts. */
const defaults = { FROM_DAY: "" };

/** The questions for Athena. */
export const questions: readonly Question[] = forAthena.map(({ name, title, parameters }) => ({
  name,
  title,
  parameters,
  defaults,
  sql: (values) => asked(questionTexts[name] ?? "", values),
}));
