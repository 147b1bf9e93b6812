/** The answer as a short Markdown for a ticket: what whoever opens it has to know, and where the rest is. */

import { counted } from "../../page/counts.ts";
import { code, text } from "../../page/markdown-syntax.ts";
import type { Report } from "./report.ts";
import { functionAnswers } from "./words/answers.ts";
import { blastText } from "./words/blast.ts";
import { briefAnswer, fixLabel } from "./words/brief.ts";
import { beforeText } from "./words/drift.ts";
import { errorName } from "./words/error.ts";
import { missingTexts } from "./words/evidence.ts";
import { originText } from "./words/origin.ts";
import { readText } from "./words/read.ts";
import { utc } from "./words/time.ts";
import { concernedFunction, headline } from "./words/verdict.ts";

const most = { functions: 5, missing: 3, sentence: 500 };

/** At most 25 lines. */
export function ticketReport({ incident, analysis }: Report): string {
  const { answer, causes, errors, drift } = analysis;
  const { summary } = answer;
  const brief = briefAnswer(analysis);
  const cause = answer.cause === null ? undefined : causes[answer.cause];
  const [error] = "errors" in summary ? summary.errors.flatMap((index) => errors[index] ?? []) : [];
  const message = error?.error.message?.split("\n", 1)[0];
  const before = "before" in summary ? beforeText(summary.before, drift) : null;
  const name = concernedFunction(answer, analysis);
  const line = (label: string, value: string | null): string[] =>
    value === null ? [] : [`- **${label}:** ${value}`];
  const more = functionAnswers(analysis).slice(1);
  const lines = [
    `### ${name === null ? "" : `${code(name)}: `}${headline(answer)}`,
    "",
    ...line("Cause", short(brief.cause)),
    ...line(fixLabel(answer), short(brief.fix)),
    ...line("How sure", short(brief.confidence)),
    ...line("Since", answer.since === null ? null : utc(answer.since)),
    ...line(
      "Error",
      error === undefined ? null : `${code(errorName(error.error))}${message ? ` ${code(message)}` : ""}`,
    ),
    ...line("Affects", cause === undefined ? null : short(blastText(cause.blast))),
    ...line("Changed before", before === null ? null : short(before)),
    ...line("Raw line", cause === undefined ? null : code(originText(cause.observed.origin))),
    ...line("More", cause === undefined ? null : code(`outcrop explain ${cause.code}`)),
    ...missingTexts(analysis)
      .slice(0, most.missing)
      .flatMap((missing) => line("Missing", short(missing))),
    ...more
      .slice(0, most.functions)
      .map((one) => `- ${code(one.functionName)}: ${one.headline}. ${short(one.cause)}`),
    ...(more.length > most.functions ? [`- ${counted(more.length - most.functions, "more function")}`] : []),
    "",
    `${text(readText(incident))}.`,
  ];
  return `${lines.join("\n")}\n`;
}

function short(value: string): string {
  return text(value.length <= most.sentence ? value : `${value.slice(0, most.sentence)}…`);
}
