/** The check as a short Markdown, for a comment on a pull request or the summary of a job. */
import { counted } from "../../page/counts.ts";
import { code, table, text } from "../../page/markdown-syntax.ts";
import type { CheckedFunction } from "../check-function.ts";
import { asLockedText } from "./drift-words.ts";
import { type Report, type Shared, shared, type Told } from "./report.ts";
import { headlineOf, outcomeOf, resultOf, type State, stateOf } from "./summary.ts";
import {
  blockers,
  endedText,
  functionsText,
  layerTexts,
  loadsText,
  pageAddress,
  placeText,
  tightSize,
} from "./words.ts";

const most = { findings: 10, functions: 20, texts: 10 };

const signs: Readonly<Record<State, string>> = { fails: "❌", warns: "⚠️", unjudged: "❔", clean: "✅" };
const states = Object.keys(signs) as State[];

export function markdownReport(report: Report): string {
  const { functions, will, may, aside } = report;
  const worst = states.find((state) => functions.some((checked) => stateOf(checked) === state)) ?? "clean";
  const blocks = [
    `### ${signs[worst]} Outcrop: ${text(headlineOf(report))}`,
    ...functionBlocks(functions),
    ...blockers.flatMap(([title, of]) => list(title, report, shared(functions, of))),
    ...findingBlocks("Will happen", will, report),
    ...folded(
      `May happen, if code runs that is lazy or behind a condition (${may.length})`,
      findingBlocks(null, may, report),
    ),
    ...list(
      "Not judged",
      report,
      shared(functions, ({ unjudged }) => unjudged),
    ),
    ...folded("Layers", list(null, report, shared(functions, layerTexts))),
    text(`${resultOf(report)}${leftOutText(aside.length)}`),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function leftOutText(count: number): string {
  if (count === 0) return "";
  return ` ${counted(count, "finding")} that ${count === 1 ? "needs" : "need"} no action ${count === 1 ? "is" : "are"} left out.`;
}

function functionBlocks(functions: readonly CheckedFunction[]): readonly string[] {
  const [only] = functions;
  if (only === undefined) return [];
  if (functions.length === 1) {
    const facts = [`${placeText(only)}.`, loadsText(only), tightSize(only), asLockedText(only)].filter(
      (fact) => fact !== null,
    );
    return [text(facts.join(" "))];
  }
  const sorted = states.flatMap((state) => functions.filter((checked) => stateOf(checked) === state));
  const rows = sorted
    .slice(0, most.functions)
    .map((checked) => [signs[stateOf(checked)], code(checked.name), text(outcomeOf(checked))]);
  const rest = sorted.length - most.functions;
  return [
    table(["", "function", "outcome"], rows),
    ...(rest > 0 ? [`and ${counted(rest, "more function")}`] : []),
  ];
}

function findingBlocks(title: string | null, told: readonly Told[], report: Report): readonly string[] {
  if (told.length === 0) return [];
  const items = told.slice(0, most.findings).map((one) => findingItem(one, report));
  const rest = told.length - most.findings;
  return [
    ...(title === null ? [] : [`**${title}**`]),
    items.join("\n"),
    ...(rest > 0 ? [`and ${counted(rest, "more finding")}`] : []),
  ];
}

function findingItem({ finding, functions }: Told, report: Report): string {
  const names = functionsText(functions, report);
  const address = pageAddress(finding, report.docsBase);
  const name = address === null ? code(finding.code) : `[${code(finding.code)}](${address})`;
  const ended = endedText(finding);
  return [
    `- **${finding.severity}** ${name} of ${code(finding.package)}${names === null ? "" : ` in ${text(names)}`}: ${text(finding.message)}`,
    ...(ended === null ? [] : [`  ${text(ended)}`]),
    `  **Fix:** ${text(finding.fix)}`,
  ].join("<br>\n");
}

function list(title: string | null, report: Report, texts: readonly Shared[]): readonly string[] {
  if (texts.length === 0) return [];
  const items = texts.slice(0, most.texts).map((one) => {
    const names = functionsText(one.functions, report);
    return `- ${text(names === null ? one.text : `${names}: ${one.text}`)}`;
  });
  const rest = texts.length - most.texts;
  return [
    ...(title === null ? [] : [`**${title}**`]),
    [...items, ...(rest > 0 ? [`- and ${rest} more`] : [])].join("\n"),
  ];
}

/** Closed until it is clicked. */
function folded(title: string, blocks: readonly string[]): readonly string[] {
  if (blocks.length === 0) return [];
  return [`<details><summary>${title}</summary>`, ...blocks, "</details>"];
}
