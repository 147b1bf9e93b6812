/**
 * The check as text for a terminal: the answer first, then what will happen and how to fix it, what may, the
 * unjudged parts, and the layers. The last line says why the command passes or fails.
 */
import { plainText } from "../../core/telemetry/plain-text.ts";
import { counted } from "../../page/counts.ts";
import { hanging, type Page, paint, type Style } from "../../page/text-page.ts";
import type { CheckedFinding, CheckedFunction } from "../check-function.ts";
import { asLockedText } from "./drift-words.ts";
import { lookedOnce } from "./looked.ts";
import { type Report, type Shared, shared, type Told } from "./report.ts";
import { headlineOf, outcomeOf, resultOf, type State, stateOf } from "./summary.ts";
import {
  blockers,
  computedTexts,
  endedText,
  functionsText,
  layerTexts,
  loadsText,
  pageAddress,
  placeText,
  tightSize,
  unusedTexts,
} from "./words.ts";

const severityStyles: Readonly<Record<CheckedFinding["severity"], Style>> = {
  error: ["bold", "red"],
  warning: ["bold", "yellow"],
  info: "dim",
};
const stateStyles: Readonly<Record<State, Style>> = {
  fails: ["bold", "red"],
  warns: ["bold", "yellow"],
  unjudged: ["bold", "yellow"],
  clean: ["bold", "green"],
};
const stateOrder: readonly State[] = ["fails", "warns", "unjudged", "clean"];
const column = 11;
const maxListed = 10;

export interface TerminalOptions {
  /** Also what needs no action. */
  readonly all: boolean;
}

export function terminalReport(report: Report, page: Page, { all }: TerminalOptions): string {
  const { functions, will, may, aside } = report;
  const lines = [
    ...head(report, page),
    ...blockers.flatMap(([title, of]) => list(report, page, title, shared(functions, of))),
    ...section(report, page, "Will happen", will),
    ...section(report, page, "May happen, if code runs that is lazy or behind a condition", may),
    ...(all ? section(report, page, "Needs no action", aside) : []),
    ...list(
      report,
      page,
      "Not judged",
      shared(functions, ({ unjudged }) => unjudged),
    ),
    ...list(
      report,
      page,
      "Layers",
      shared(functions, (checked) => [...layerTexts(checked), ...unusedTexts(checked)]),
    ),
    ...list(report, page, "Known only when it runs", shared(functions, computedTexts)),
    "",
    ...foot(report, page, all),
  ];
  return `${lines.join("\n")}\n`;
}

function head(report: Report, page: Page): readonly string[] {
  const { functions } = report;
  const [only] = functions;
  const worst =
    stateOrder.find((state) => functions.some((checked) => stateOf(checked) === state)) ?? "clean";
  const answer = paint(page, stateStyles[worst], hanging(page, "", plainText(headlineOf(report)), 0));
  if (only === undefined || functions.length > 1) return [answer, ...functionList(functions, page)];
  const facts = [placeText(only), loadsText(only), tightSize(only), asLockedText(only)];
  return [answer, ...facts.flatMap((fact) => (fact === null ? [] : [hanging(page, "", plainText(fact), 0)]))];
}

/** The worst first; those without a collision are only counted. */
function functionList(functions: readonly CheckedFunction[], page: Page): readonly string[] {
  const states = stateOrder.filter((state) => state !== "clean");
  const lines = states.flatMap((state) =>
    functions
      .filter((checked) => stateOf(checked) === state)
      .map((checked) => {
        const name = paint(page, stateStyles[state], plainText(checked.name));
        return hanging(
          page,
          `  ${name}`,
          plainText(outcomeOf(checked)),
          Math.max(checked.name.length + 4, 14),
        );
      }),
  );
  return lines.length === 0 ? [] : ["", ...lines];
}

function section(report: Report, page: Page, title: string, findings: readonly Told[]): readonly string[] {
  if (findings.length === 0) return [];
  const looked = lookedOnce(findings.map(({ finding }) => finding));
  return [
    "",
    paint(page, "bold", title),
    ...findings.flatMap(({ finding, functions }, index) => {
      const { severity, code, package: name, fix, accepted } = finding;
      const message = looked.messageOf(finding);
      const label = `  ${paint(page, severityStyles[severity], severity)}`;
      const more: readonly (readonly [string, string | null])[] = [
        ["in", functionsText(functions, report)],
        ["accepted", accepted],
        ["ended", endedText(finding)],
        ["page", pageAddress(finding, report.docsBase)],
      ];
      return [
        ...(index > 0 ? [""] : []),
        hanging(page, label, plainText(`${code}: ${name}`), column),
        hanging(page, "", plainText(message), column),
        hanging(page, `  ${paint(page, ["bold", "green"], "fix")}`, plainText(fix), column),
        ...more.flatMap(([word, text]) =>
          text === null ? [] : [hanging(page, `  ${word}`, plainText(text), column)],
        ),
      ];
    }),
    ...looked.once.flatMap((text) => ["", hanging(page, "  searched", plainText(text), column)]),
  ];
}

function list(report: Report, page: Page, title: string, texts: readonly Shared[]): readonly string[] {
  if (texts.length === 0) return [];
  const rest = texts.length - maxListed;
  return [
    "",
    paint(page, "bold", title),
    ...texts.slice(0, maxListed).map(({ text, functions }) => {
      const names = functionsText(functions, report);
      return hanging(page, "  -", plainText(names === null ? text : `${names}: ${text}`), 4);
    }),
    ...(rest > 0 ? [`    and ${rest} more; --format json has all of them`] : []),
  ];
}

function foot(report: Report, page: Page, all: boolean): readonly string[] {
  const { will, may, aside, exitCode } = report;
  const accepted = aside.filter(({ finding }) => finding.accepted !== null).length;
  const harmless = aside.length - accepted;
  const hidden = [
    ...(harmless > 0 ? [`${counted(harmless, "finding")} without need of action`] : []),
    ...(accepted > 0 ? [`${counted(accepted, "finding")} that outcrop.json accepts`] : []),
  ];
  const codes = [...new Set([...will, ...may].map(({ finding }) => finding.code))];
  return [
    ...(all || hidden.length === 0
      ? []
      : [hanging(page, "", `Not shown: ${hidden.join(", ")}; --all shows them.`, 0)]),
    ...(codes.length === 0 ? [] : [hanging(page, "", moreText(codes), 0)]),
    paint(page, exitCode === 0 ? ["bold", "green"] : ["bold", "red"], hanging(page, "", resultOf(report), 0)),
  ];
}

function moreText([first, ...rest]: readonly string[]): string {
  const others = rest.length === 0 ? "" : `, or of ${rest.join(", ")}`;
  return `The page of a finding: outcrop explain ${first}${others}`;
}
