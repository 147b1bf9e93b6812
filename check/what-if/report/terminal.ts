/** The verdicts as text for a terminal: the worst first, and of equal ones the most invoked. */
import { plainText } from "../../../core/telemetry/plain-text.ts";
import { counted } from "../../../page/counts.ts";
import { hanging, type Page, paint, type Style } from "../../../page/text-page.ts";
import type { Outcome, Verdict } from "../verdict.ts";
import type { Report } from "./report.ts";
import {
  findingTexts,
  headlineOf,
  invocationsText,
  knownText,
  outcomeWords,
  resultOf,
  sentenceOf,
} from "./words.ts";

const styles: Readonly<Record<Outcome, Style>> = {
  breaks: ["bold", "red"],
  risk: ["bold", "yellow"],
  unknown: "bold",
  fine: ["bold", "green"],
  untouched: "dim",
};
const mostFunctions = 50;
const mostReasons = 6;

/** @param all also the functions to which nothing happens, each with all that is known */
export function terminalReport(report: Report, page: Page, { all }: { readonly all: boolean }): string {
  const { functions, exitCode } = report;
  const isCalm = ({ outcome, goes }: Verdict): boolean =>
    goes.length === 0 && /^(?:fine|untouched)$/.test(outcome);
  const told = all ? functions : functions.filter((one) => !isCalm(one)).slice(0, mostFunctions);
  const calm = functions.length - told.length;
  const worst = functions[0]?.outcome ?? "fine";
  const lines = [
    paint(page, styles[worst], hanging(page, "", plainText(headlineOf(report)), 0)),
    hanging(page, "", plainText(knownText(report)), 0),
    ...told.flatMap((one) => functionLines(one, page, all)),
    ...(calm === 0
      ? []
      : ["", `${counted(calm, "function")} more ${calm === 1 ? "is" : "are"} not shown; --all shows them.`]),
    "",
    paint(
      page,
      exitCode === 0 ? styles.fine : exitCode === 3 ? styles.risk : styles.breaks,
      hanging(page, "", plainText(resultOf(report)), 0),
    ),
  ];
  return `${lines.join("\n")}\n`;
}

function functionLines(one: Verdict, page: Page, all: boolean): readonly string[] {
  const { outcome, reasons } = one;
  const shown = all ? reasons : reasons.slice(0, mostReasons);
  const rest = reasons.length - shown.length;
  const title = `${paint(page, styles[outcome], outcomeWords[outcome])}`;
  return [
    "",
    hanging(page, title, plainText(`${one.function} (${invocationsText(one)})`), 11),
    ...shown.map((reason) => hanging(page, "", plainText(sentenceOf(reason)), 11)),
    ...(rest > 0 ? [hanging(page, "", `and ${counted(rest, "more reason")}`, 11)] : []),
    ...findingTexts(one).map((text) => hanging(page, "", plainText(text), 11)),
  ];
}
