/** The difference as Markdown, for a comment on a pull request. */
import { counted } from "../../../page/counts.ts";
import { code, codeBlock, table, text } from "../../../page/markdown-syntax.ts";
import type { LayerChange } from "../change.ts";
import { type Step, steps } from "../step.ts";
import { publishingOf } from "./publishing.ts";
import type { Report } from "./report.ts";
import { countsOf, headlineOf, reachText, resultOf, sentenceOf, subjectOf } from "./words.ts";

const signs: Readonly<Record<Step, string>> = { major: "🔴", minor: "🟡", patch: "🟢" };
const most: Readonly<Record<Step, number>> = { major: 30, minor: 20, patch: 20 };

export function markdownReport(report: Report): string {
  const { diff, unjudged } = report;
  const publishing = publishingOf(report);
  const blocks = [
    `### ${diff.step === null ? "🟢" : signs[diff.step]} Layer ${text(headlineOf(report))}`,
    text(`${countsOf(report)}. ${reachText(report)}`.trimEnd()),
    ...steps.flatMap((step) => section(step, diff.changes, step === diff.step)),
    ...(unjudged.length === 0
      ? []
      : ["**Not judged**", unjudged.map((each) => `- ${text(each)}`).join("\n")]),
    ...(publishing === null ? [] : ["**To publish**", codeBlock(publishing.commands)]),
    text(resultOf(report)),
  ];
  return `${blocks.join("\n\n")}\n`;
}

/** @param isOpen whether it decides the step; the others are closed until they are clicked */
function section(step: Step, changes: readonly LayerChange[], isOpen: boolean): readonly string[] {
  const of = changes.filter((one) => one.step === step);
  if (of.length === 0) return [];
  const rows = of.slice(0, most[step]).map((one) => [code(subjectOf(one)), text(sentenceOf(one))]);
  const rest = of.length - rows.length;
  const blocks = [table(["", step], rows), ...(rest > 0 ? [`and ${counted(rest, "more change")}`] : [])];
  return isOpen
    ? blocks
    : [
        `<details><summary>${signs[step]} ${counted(of.length, `${step} change`)}</summary>`,
        ...blocks,
        "</details>",
      ];
}
