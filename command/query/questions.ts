import { questionTexts } from "../../cloudwatch/athena/question-texts.ts";
import { asked, questions as forAthena } from "../../cloudwatch/athena/questions.ts";
import type { Question } from "../../incident/query/ask.ts";

/** Everything that was read: the days that Athena needs are chosen already. */
const defaults = { FROM_DAY: "" };

/** The questions for Athena. */
export const questions: readonly Question[] = forAthena.map(({ name, title, parameters }) => ({
  name,
  title,
  parameters,
  defaults,
  sql: (values) => asked(questionTexts[name] ?? "", values),
}));
