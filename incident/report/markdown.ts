/** The report as Markdown (with GitHub's tables), to paste into a post-mortem. */

import { counted, listed, number, share } from "../../page/counts.ts";
import { code, codeBlock, table, text } from "../../page/markdown-syntax.ts";
import type { Analysis, Cause, Comparison, Drift, ExplainedError } from "../analysis/analysis.ts";
import type { UnusedContent } from "../analysis/unused-content.ts";
import type { FunctionLoadTimes } from "../model/load-times.ts";
import { divided, driftsByWeight, evidenceOf, isAside, type Report } from "./report.ts";
import { happenedText } from "./words/answer.ts";
import { answersText, functionAnswers } from "./words/answers.ts";
import { blastText } from "./words/blast.ts";
import { briefAnswer, fixLabel, otherReasons } from "./words/brief.ts";
import { changeKinds, changeText } from "./words/change.ts";
import { comparisonText } from "./words/comparison.ts";
import { briefCopy } from "./words/copy.ts";
import { failures } from "./words/counts.ts";
import { driftText, weightiest } from "./words/drift.ts";
import { chainTexts, errorKind, errorName, errorSeen } from "./words/error.ts";
import { missingTexts } from "./words/evidence.ts";
import { explanationText, mixedText, sureText } from "./words/explanation.ts";
import { loadTimeHead, loadTimeRows, loadTimeText } from "./words/load-time.ts";
import { originText } from "./words/origin.ts";
import { readText } from "./words/read.ts";
import { standingText } from "./words/standing.ts";
import { fromTo, utc } from "./words/time.ts";
import { entryText, moments } from "./words/timeline.ts";
import { unusedHead, unusedRows, unusedText } from "./words/unused-content.ts";
import { headline } from "./words/verdict.ts";

const most = {
  answers: 50,
  causes: 20,
  errors: 20,
  frames: 30,
  drifts: 20,
  changes: 100,
  moments: 300,
  gaps: 100,
  inits: 10,
  unused: 50,
  copies: 20,
};

export function markdownReport(report: Report): string {
  const { analysis, comparison, incident } = report;
  const { explaining, others } = divided(analysis.causes);
  const numbers = new Map(analysis.causes.map((one, index) => [one, index + 1]));
  const cause = (one: Cause): string[] => describeCause(one, numbers.get(one) ?? 0);
  const blocks = [
    ...answer(report),
    ...(comparison === null ? [] : comparisonBlocks(comparison)),
    ...section("What explains it", explaining, most.causes, "finding", cause),
    ...section("Other findings", others, most.causes, "finding", cause),
    ...section("Errors", analysis.errors, most.errors, "error", describeError),
    ...section("What changed", driftsByWeight(analysis), most.drifts, "change", describeDrift),
    ...timeline(report),
    ...blastRadius(report),
    ...section("What the init took", incident.loadTimes, most.inits, "function", describeInit),
    ...section("Never loaded", report.unused ?? [], most.unused, "layer", describeUnused),
    ...gaps(report),
    "## Read",
    `${text(readText(incident))}.`,
  ];
  return `${blocks.join("\n\n")}\n`;
}

function answer({ analysis }: Report): string[] {
  const { answer: given } = analysis;
  const { cause, fix, confidence } = briefAnswer(analysis);
  const rows = [
    ...(given.since === null ? [] : [["Since", utc(given.since)]]),
    ...otherReasons(analysis).map((reason, index) => [index === 0 ? "Because" : "", text(reason)]),
    ...missingTexts(analysis).map((missing, index) => [index === 0 ? "Missing" : "", text(missing)]),
  ];
  const brief = [
    `**Cause:** ${text(cause)}`,
    `**${fixLabel(given)}:** ${text(fix)}`,
    `**How sure:** ${text(confidence)}`,
  ];
  return [
    `# ${headline(given)}`,
    brief.map((line) => `- ${line}`).join("\n"),
    text(happenedText(analysis)),
    ...(rows.length === 0 ? [] : [table(["", ""], rows)]),
    ...answers(analysis),
  ];
}

/** One for each function, where several had errors. */
function answers(analysis: Analysis): string[] {
  const all = functionAnswers(analysis);
  if (all.length === 0) return [];
  const rows = all
    .slice(0, most.answers)
    .map((one) => [code(one.functionName), ...[one.headline, one.cause, one.fix, one.confidence].map(text)]);
  const rest = all.length - most.answers;
  return [
    "## Each function",
    text(answersText(all)),
    table(["Function", "Answer", "Cause", "Fix, or what next", "How sure"], rows),
    ...(rest > 0 ? [`And ${counted(rest, "more function")}.`] : []),
  ];
}

function section<Item>(
  title: string,
  items: readonly Item[],
  limit: number,
  noun: string,
  describe: (item: Item, index: number) => string[],
): string[] {
  if (items.length === 0) return [];
  const rest = items.length - limit;
  return [
    `## ${title}`,
    ...items.slice(0, limit).flatMap(describe),
    ...(rest > 0 ? [`And ${counted(rest, `more ${noun}`)}.`] : []),
  ];
}

function describeCause(cause: Cause, place: number): string[] {
  const rows = [
    ["Why", text(standingText(cause))],
    ...evidenceOf(cause).map(({ label, text: value }) => [capital(label), code(value)]),
    ["Seen", fromTo(cause.first, cause.last)],
    ["Affects", text(blastText(cause.blast))],
    ["Fix", text(cause.fix)],
    ["Page", code(`outcrop explain ${cause.code}`)],
    ["Raw line", code(originText(cause.observed.origin))],
  ];
  return [
    `### ${place}. ${code(cause.code)} of ${code(cause.package)} (${cause.severity})`,
    text(cause.observed.message),
    table(["", ""], rows),
  ];
}

function describeError(explained: ExplainedError, index: number): string[] {
  const { error, frames, mixed, causes } = explained;
  const [example] = error.examples;
  const sure = sureText(explained);
  const rows = [
    ["Explained", text(explanationText(explained))],
    ...(causes.length === 0
      ? []
      : [
          [
            "By",
            listed(
              causes.map((cause) => `finding ${cause + 1}`),
              10,
            ),
          ],
        ]),
    ...(sure === null ? [] : [["How sure", sure]]),
    ...chainTexts(error).map((cause, at) => [at === 0 ? "Chain" : "", text(cause)]),
    ...(mixed === null ? [] : [["Mixed roots", text(mixedText(mixed))]]),
    ["Seen", text(errorSeen(error))],
    ...(example === undefined
      ? []
      : [
          [
            "Raw line",
            code(originText(example.origin)) +
              (example.requestId === null ? "" : `, request ${code(example.requestId)}`),
          ],
        ]),
  ];
  const stack = frames
    .slice(0, most.frames)
    .map(({ text: frame, copy }) => (copy === null ? frame : `${frame}  [${briefCopy(copy)}]`));
  return [
    `### ${index + 1}. ${code(errorName(error))} (${errorKind(error)})`,
    ...(error.message === null ? [] : [codeBlock([error.message])]),
    table(["", ""], rows),
    ...(stack.length === 0 ? [] : [codeBlock(stack)]),
  ];
}

function describeDrift(drift: Drift): string[] {
  const { functionName, from, to, changes } = drift;
  return [
    `### ${code(functionName)}: ${code(from.fingerprint)} to ${code(to.fingerprint)}, ${utc(to.since)}`,
    text(driftText(drift)),
    ...changeTable(changes),
  ];
}

function changeTable(changes: Drift["changes"]): string[] {
  if (changes.length === 0) return [];
  const rest = changes.length - most.changes;
  const rows = weightiest(changes)
    .slice(0, most.changes)
    .map((change) => [changeKinds[change.kind], text(changeText(change))]);
  return [table(["Change", "What"], rows), ...(rest > 0 ? [`And ${counted(rest, "more difference")}.`] : [])];
}

function describeInit(times: FunctionLoadTimes): string[] {
  const rows = loadTimeRows(times, most.copies).map((cells) => cells.map(text));
  return [`### ${code(times.functionName)}`, `${text(loadTimeText(times))}.`, table(loadTimeHead, rows)];
}

function describeUnused(content: UnusedContent): string[] {
  const rows = unusedRows(content, most.unused).map((cells) => cells.map(text));
  const list = rows.length === 0 ? [] : [table(unusedHead, rows)];
  return [`### ${code(content.layer)}`, text(unusedText(content)), ...list];
}

function comparisonBlocks(comparison: Comparison): string[] {
  const { good, bad, functions, newFindings, newErrors, analysis } = comparison;
  const findings = newFindings
    .flatMap((index) => analysis.causes[index] ?? [])
    .map((cause) => `${code(cause.code)} of ${code(cause.package)}`);
  const errors = newErrors
    .flatMap((index) => analysis.errors[index] ?? [])
    .map(({ error }) => code(errorName(error)));
  const rows = [
    ["Good", failures(good.failed, good.invocations)],
    ["Bad", failures(bad.failed, bad.invocations)],
    ["New findings", listed(findings, 20) || "none"],
    ["New errors", listed(errors, 20) || "none"],
  ];
  const differing = functions.flatMap(({ functionName, changes }) => {
    const result = changes.length === 0 ? "loaded the same" : counted(changes.length, "difference");
    return [`### ${code(functionName)}: ${result}`, ...changeTable(changes)];
  });
  return ["## Good against bad", text(comparisonText(comparison)), table(["", ""], rows), ...differing];
}

function timeline({ analysis }: Report): string[] {
  const { timeline: all } = analysis;
  if (all.length === 0) return [];
  const rows = all
    .slice(0, most.moments)
    .map((entry) => [
      utc(entry.at),
      moments[entry.kind],
      entry.functionName === null ? "" : code(entry.functionName),
      text(entryText(entry, analysis)),
    ]);
  const rest = all.length - most.moments;
  return [
    "## Timeline",
    table(["UTC", "Moment", "Function", "What"], rows),
    ...(rest > 0 ? [`And ${counted(rest, "more entry")}.`] : []),
  ];
}

function blastRadius({ analysis: { causes } }: Report): string[] {
  const affected = causes.filter((cause) => !isAside(cause)).slice(0, most.causes);
  if (affected.length === 0) return [];
  const rows = affected.map(({ code: name, package: about, blast }) => [
    `${code(name)} of ${code(about)}`,
    listed(blast.versions.map(code), 6),
    number(blast.environments),
    number(blast.invocations),
    share(blast.failed, blast.invocations),
    share(blast.without?.failed ?? 0, blast.without?.invocations ?? 0),
  ]);
  return [
    "## Blast radius",
    table(
      ["Finding", "Versions", "Environments", "Invocations", "Failed with it", "Failed without it"],
      rows,
    ),
  ];
}

function gaps({ analysis: { gaps: all } }: Report): string[] {
  if (all.length === 0) return [];
  const items = all.slice(0, most.gaps).map(({ functionName, text: what, origin }) => {
    const where = functionName === null ? "" : `${code(functionName)}: `;
    return `- ${where}${text(what)}${origin === null ? "" : ` (such as ${code(originText(origin))})`}`;
  });
  return ["## Gaps", "What is missing from these logs:", items.join("\n")];
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
