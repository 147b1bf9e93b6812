/**
 * The report for a terminal: the answer first, then what it rests on, and in the end how sure it is and what
 * is missing.
 */
import type { Severity } from "../../core/findings/finding.ts";
import { counted, listed, number, share } from "../../page/counts.ts";
import type { Page, Style } from "../../page/text-page.ts";
import type { Cause, Drift, ExplainedError, TimelineEntry } from "../analysis/analysis.ts";
import { divided, driftsByWeight, evidenceOf, isAside, type Report } from "./report.ts";
import { answerPart } from "./terminal-answer.ts";
import { comparisonSection } from "./terminal-comparison.ts";
import { Sheet } from "./terminal-sheet.ts";
import { blastText } from "./words/blast.ts";
import { changeKinds, changeText } from "./words/change.ts";
import { briefCopy } from "./words/copy.ts";
import { driftText, weightiest } from "./words/drift.ts";
import { chainTexts, errorKind, errorName, errorSeen } from "./words/error.ts";
import { explanationText, mixedText, sureText } from "./words/explanation.ts";
import { loadTimeHead, loadTimeRows, loadTimeText } from "./words/load-time.ts";
import { originText } from "./words/origin.ts";
import { readText } from "./words/read.ts";
import { standingText } from "./words/standing.ts";
import { fromTo, utc } from "./words/time.ts";
import { entryText } from "./words/timeline.ts";
import { unusedHead, unusedRows, unusedText } from "./words/unused-content.ts";

const severityStyles: Record<Severity, Style> = {
  error: ["red", "bold"],
  warning: ["yellow", "bold"],
  info: ["cyan", "bold"],
};
/** What a screen can hold; the other formats have the rest. */
const timeColumn = 24;
const most = {
  causes: 5,
  others: 5,
  errors: 5,
  frames: 8,
  chain: 5,
  drifts: 5,
  changes: 12,
  moments: 40,
  blast: 10,
  inits: 3,
  unused: 10,
  copies: 10,
  gaps: 20,
};

export function terminalReport(report: Report, page: Page): string {
  const sheet = new Sheet(page);
  answerPart(sheet, report.analysis);
  if (report.comparison !== null) comparisonSection(sheet, report.comparison);
  causes(sheet, report);
  errors(sheet, report);
  changes(sheet, report);
  timeline(sheet, report);
  blastRadius(sheet, report);
  loadTimes(sheet, report);
  unusedContent(sheet, report);
  gaps(sheet, report);
  sheet.heading("READ");
  sheet.paragraph(readText(report.incident));
  return sheet.toString();
}

function causes(sheet: Sheet, { analysis }: Report): void {
  const { explaining, others } = divided(analysis.causes);
  const numbers = new Map(analysis.causes.map((cause, index) => [cause, index + 1]));
  const list = (
    all: readonly Cause[],
    limit: number,
    describe: (cause: Cause, isFirst: boolean) => void,
  ): void => {
    for (const [index, cause] of all.slice(0, limit).entries()) {
      if (index > 0) sheet.gap();
      causeTitle(sheet, cause, numbers.get(cause) ?? 0);
      describe(cause, index === 0);
    }
    const rest = all.slice(limit);
    if (rest.length === 0) return;
    if (limit > 0) sheet.gap();
    sheet.paragraph(
      `${counted(rest.length, limit > 0 ? "more finding" : "finding")} of ${listed(
        rest.map(({ code, package: name }) => `${code} ${name}`),
        5,
      )}.`,
    );
  };
  if (explaining.length > 0) {
    sheet.heading("WHAT EXPLAINS IT", "the likeliest first");
    list(explaining, most.causes, (cause) => describeCause(sheet, cause, cause.fix === analysis.answer.fix));
  }
  if (others.length === 0) return;
  sheet.heading(
    explaining.length > 0 ? "OTHER FINDINGS" : "FINDINGS",
    "linked to no error; --format json has all of them",
  );
  const notable = others.filter((cause) => !isAside(cause));
  list(notable, most.others, (cause) => describeOther(sheet, cause));
  const info = others.filter(isAside);
  if (info.length === 0) return;
  if (notable.length > 0) sheet.gap();
  const codes = [...new Set(info.map(({ code }) => code))];
  sheet.paragraph(`${counted(info.length, "finding")} at severity info: ${listed(codes, 5)}.`);
}

function causeTitle(sheet: Sheet, { severity, code, package: name }: Cause, place: number): void {
  sheet.title([
    [`${place}.`, null],
    [severity.toUpperCase(), severityStyles[severity]],
    [code, "bold"],
    [name, null],
  ]);
}

function describeCause(sheet: Sheet, cause: Cause, fixIsTold: boolean): void {
  sheet.paragraph(cause.observed.message);
  sheet.field("why", standingText(cause));
  for (const { label, text } of evidenceOf(cause)) sheet.field(label, text);
  sheet.field("seen", fromTo(cause.first, cause.last));
  sheet.field("affects", blastText(cause.blast));
  sheet.field("fix", fixIsTold ? "as above" : cause.fix, "green");
  sheet.field("page", `outcrop explain ${cause.code}`);
  sheet.field("raw line", originText(cause.observed.origin));
}

function describeOther(sheet: Sheet, cause: Cause): void {
  sheet.paragraph(cause.observed.message);
  sheet.field("seen", fromTo(cause.first, cause.last));
  sheet.field("fix", cause.fix, "green");
  sheet.field("raw line", originText(cause.observed.origin));
}

function errors(sheet: Sheet, { analysis }: Report): void {
  if (analysis.errors.length === 0) return;
  sheet.heading("ERRORS", counted(analysis.errors.length, "distinct error"));
  for (const [index, error] of analysis.errors.slice(0, most.errors).entries()) {
    if (index > 0) sheet.gap();
    describeError(sheet, error, index);
  }
  const rest = analysis.errors.slice(most.errors);
  if (rest.length === 0) return;
  sheet.gap();
  sheet.paragraph(
    `${counted(rest.length, "more error")}: ${listed(
      rest.map(({ error }) => errorName(error)),
      5,
    )}. --format json has all of them.`,
  );
}

function describeError(sheet: Sheet, explained: ExplainedError, index: number): void {
  const { error, frames, mixed, causes: explaining } = explained;
  sheet.title([
    [`${index + 1}.`, null],
    [errorName(error), "bold"],
    [`(${errorKind(error)})`, "dim"],
  ]);
  if (error.message !== null) sheet.paragraph(error.message);
  sheet.field("explained", explanationText(explained), explaining.length > 0 ? "green" : "dim");
  if (explaining.length > 0)
    sheet.field(
      "by",
      listed(
        explaining.map((cause) => `finding ${cause + 1}`),
        5,
      ),
    );
  const sure = sureText(explained);
  if (sure !== null) sheet.field("how sure", sure);
  sheet.list("chain", chainTexts(error).slice(0, most.chain));
  if (mixed !== null) sheet.field("mixed", mixedText(mixed), "yellow");
  sheet.field("seen", errorSeen(error));
  for (const [at, { text, copy }] of frames.slice(0, most.frames).entries()) {
    sheet.field(at === 0 ? "stack" : "", copy === null ? text : `${text}  [${briefCopy(copy)}]`);
  }
  if (frames.length > most.frames)
    sheet.field("", `and ${counted(frames.length - most.frames, "more frame")}`);
  const [example] = error.examples;
  if (example === undefined) return;
  sheet.field(
    "raw line",
    `${originText(example.origin)}${example.requestId === null ? "" : `, request ${example.requestId}`}`,
  );
}

function changes(sheet: Sheet, { analysis }: Report): void {
  const drift = driftsByWeight(analysis);
  if (drift.length === 0) return;
  sheet.heading("WHAT CHANGED", "between two sets of loaded code");
  for (const [index, one] of drift.slice(0, most.drifts).entries()) {
    if (index > 0) sheet.gap();
    describeDrift(sheet, one);
  }
  if (drift.length > most.drifts) {
    sheet.gap();
    const more = counted(drift.length - most.drifts, "more change");
    sheet.paragraph(`${more} of the loaded code. --format json has all of them.`);
  }
}

function describeDrift(sheet: Sheet, drift: Drift): void {
  const { functionName, from, to, changes: differing } = drift;
  sheet.title([
    [functionName, "bold"],
    [`${from.fingerprint} -> ${to.fingerprint}`, "dim"],
    [utc(to.since), "dim"],
  ]);
  sheet.paragraph(driftText(drift));
  for (const change of weightiest(differing).slice(0, most.changes))
    sheet.field(changeKinds[change.kind], changeText(change));
  if (differing.length > most.changes)
    sheet.field("", `and ${counted(differing.length - most.changes, "more difference")}`);
}

function timeline(sheet: Sheet, { analysis }: Report): void {
  const all = analysis.timeline.filter((moment) => !isMinor(moment, analysis));
  if (all.length === 0) return;
  sheet.heading("TIMELINE", "UTC");
  const half = most.moments / 2;
  const shown = all.length <= most.moments ? all : [...all.slice(0, half), ...all.slice(-half)];
  let before = "";
  for (const [index, moment] of shown.entries()) {
    const { at, kind, functionName } = moment;
    if (all.length > most.moments && index === half)
      sheet.row("...", `${counted(all.length - most.moments, "more entry")} between`, timeColumn);
    const where = functionName === null || kind !== "gap" ? "" : `${functionName}: `;
    const time = utc(at);
    sheet.row(
      time === before ? "" : time,
      where + entryText(moment, analysis),
      timeColumn,
      isErrorKind(kind) ? "red" : kind === "gap" ? "yellow" : "dim",
    );
    before = time;
  }
}

/** Of a finding that needs no attention. */
function isMinor(entry: TimelineEntry, { causes: all }: Report["analysis"]): boolean {
  const isFinding = entry.kind === "finding-first" || entry.kind === "finding-last";
  return isFinding && all[entry.index]?.severity === "info";
}

function blastRadius(sheet: Sheet, { analysis }: Report): void {
  const affected = analysis.causes.filter((cause) => !isAside(cause)).slice(0, most.blast);
  if (affected.length === 0) return;
  sheet.heading("BLAST RADIUS", "who has each finding, and how those fare that do not");
  const rows = affected.map(({ code, package: name, blast }) => [
    `${code} ${name}`,
    number(blast.functions.length),
    number(blast.versions.length),
    number(blast.environments),
    number(blast.invocations),
    share(blast.failed, blast.invocations),
    share(blast.without?.failed ?? 0, blast.without?.invocations ?? 0),
  ]);
  sheet.table(["finding", "funcs", "vers", "envs", "invokes", "failed", "without"], rows);
}

function loadTimes(sheet: Sheet, { incident }: Report): void {
  if (incident.loadTimes.length === 0) return;
  sheet.heading("WHAT THE INIT TOOK", "sampled, with OUTCROP_LOAD_TIME=1");
  for (const times of incident.loadTimes.slice(0, most.inits)) {
    sheet.title([[times.functionName, "bold"]]);
    sheet.paragraph(`${loadTimeText(times)}.`);
    if (times.copies.length > 0) sheet.table(loadTimeHead, loadTimeRows(times, most.copies));
  }
  const rest = incident.loadTimes.length - most.inits;
  if (rest > 0) sheet.paragraph(`And ${counted(rest, "more function")}. --format json has all of them.`);
}

function unusedContent(sheet: Sheet, { unused = [] }: Report): void {
  if (unused.length === 0) return;
  sheet.heading("NEVER LOADED", "of layers, by the lock and these logs");
  for (const content of unused) {
    sheet.title([[content.layer, "bold"]]);
    sheet.paragraph(unusedText(content));
    if (content.unused.length > 0) sheet.table(unusedHead, unusedRows(content, most.unused));
    const rest = content.unused.length - most.unused;
    if (rest > 0) sheet.paragraph(`And ${counted(rest, "more package")}. --format json has all of them.`);
  }
}

function gaps(sheet: Sheet, { analysis }: Report): void {
  if (analysis.gaps.length === 0) return;
  sheet.heading("GAPS", "what is missing from these logs");
  for (const { text, functionName, origin } of analysis.gaps.slice(0, most.gaps)) {
    const where = functionName === null ? "" : `${functionName}: `;
    sheet.row("-", `${where}${text}${origin === null ? "" : ` (such as ${originText(origin)})`}`, 4);
  }
  if (analysis.gaps.length > most.gaps)
    sheet.row("-", `and ${counted(analysis.gaps.length - most.gaps, "more gap")}`, 4);
}

function isErrorKind(kind: TimelineEntry["kind"]): boolean {
  return kind === "error-first" || kind === "error-last" || kind === "timeout";
}
