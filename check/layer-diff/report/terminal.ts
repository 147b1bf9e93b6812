/** The difference as text for a terminal: the step first, then the reasons, the heaviest first. */
import { plainText } from "../../../core/telemetry/plain-text.ts";
import { hanging, type Page, paint, type Style } from "../../../page/text-page.ts";
import type { LayerChange } from "../change.ts";
import { type Step, steps } from "../step.ts";
import { publishingOf } from "./publishing.ts";
import type { Report } from "./report.ts";
import { countsOf, headlineOf, reachText, resultOf, sentenceOf, subjectOf } from "./words.ts";

const styles: Readonly<Record<Step, Style>> = {
  major: ["bold", "red"],
  minor: ["bold", "yellow"],
  patch: ["bold", "green"],
};
const most: Readonly<Record<Step, number>> = { major: 40, minor: 20, patch: 10 };

/** @param all nothing is left out */
export function terminalReport(report: Report, page: Page, { all }: { readonly all: boolean }): string {
  const { diff, exitCode, unjudged } = report;
  const style = diff.step === null ? styles.patch : styles[diff.step];
  const publishing = publishingOf(report);
  const line = (text: string): string => hanging(page, "", plainText(text), 0);
  const lines = [
    paint(page, style, line(headlineOf(report))),
    line(countsOf(report)),
    ...(reachText(report) === "" ? [] : [line(reachText(report))]),
    ...steps.flatMap((step) => section(step, diff.changes, page, all)),
    ...(unjudged.length === 0
      ? []
      : [
          "",
          paint(page, "bold", "Not judged"),
          ...unjudged.map((text) => hanging(page, "  -", plainText(text), 4)),
        ]),
    ...(publishing === null
      ? []
      : [
          "",
          paint(page, "bold", "To publish"),
          ...publishing.commands.map((text) => `  ${plainText(text)}`),
        ]),
    "",
    paint(page, exitCode === 0 ? ["bold", "green"] : ["bold", "red"], line(resultOf(report))),
  ];
  return `${lines.join("\n")}\n`;
}

function section(step: Step, changes: readonly LayerChange[], page: Page, all: boolean): readonly string[] {
  const of = changes.filter((one) => one.step === step);
  if (of.length === 0) return [];
  const shown = all ? of : of.slice(0, most[step]);
  const rest = of.length - shown.length;
  let last = "";
  return [
    "",
    paint(page, styles[step], `${step.slice(0, 1).toUpperCase()}${step.slice(1)} (${of.length})`),
    ...shown.map((one) => {
      const subject = subjectOf(one);
      const label = subject === last ? "" : subject;
      last = subject;
      const text = plainText(sentenceOf(one));
      return label.length > 20
        ? `  ${plainText(label)}\n${hanging(page, "", text, 24)}`
        : hanging(page, `  ${plainText(label)}`, text, 24);
    }),
    ...(rest > 0 ? [`  and ${rest} more; --all shows them`] : []),
  ];
}
