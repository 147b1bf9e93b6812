/** The verdicts as Markdown, for a comment on a pull request. */
import { counted, number } from "../../../page/counts.ts";
import { code, table, text } from "../../../page/markdown-syntax.ts";
import type { Outcome } from "../verdict.ts";
import type { Report } from "./report.ts";
import { findingTexts, headlineOf, knownText, outcomeWords, resultOf, sentenceOf } from "./words.ts";

const signs: Readonly<Record<Outcome, string>> = {
  breaks: "🔴",
  risk: "🟡",
  unknown: "❔",
  fine: "🟢",
  untouched: "⚪",
};
const mostFunctions = 50;
const mostReasons = 4;

export function markdownReport(report: Report): string {
  const { functions } = report;
  const shown = functions.slice(0, mostFunctions);
  const rows = shown.map((one) => [
    `${signs[one.outcome]} ${outcomeWords[one.outcome]}`,
    code(one.function),
    one.invocations === null ? "-" : number(one.invocations),
    [
      ...one.reasons.slice(0, mostReasons).map((reason) => text(sentenceOf(reason))),
      ...(one.reasons.length > mostReasons ? [`and ${one.reasons.length - mostReasons} more`] : []),
      ...findingTexts(one).map(text),
    ].join("<br>"),
  ]);
  const rest = functions.length - shown.length;
  const blocks = [
    `### ${signs[functions[0]?.outcome ?? "fine"]} What if ${text(headlineOf(report))}`,
    text(knownText(report)),
    ...(rows.length === 0 ? [] : [table(["", "function", "invocations", "why"], rows)]),
    ...(rest > 0 ? [`and ${counted(rest, "more function")}`] : []),
    text(resultOf(report)),
  ];
  return `${blocks.join("\n\n")}\n`;
}
