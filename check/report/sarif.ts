/**
 * The check as SARIF 2.1.0: a rule each code, a result each finding. Its place is in the file system of the
 * function: the winner, or the module that asks. The loser and who asks are related locations. Things not
 * judged, what Lambda refuses and what differs from the lock are notifications.
 */
import { findingKinds } from "../../core/findings/finding.ts";
import { plainLines } from "../../core/telemetry/plain-text.ts";
import {
  cut,
  functionBase,
  inFunction,
  inModule,
  type Notification,
  sarifFingerprint,
  sarifLevels,
  sarifLog,
  sarifRule,
} from "../../page/sarif.ts";
import { driftTexts } from "./drift-words.ts";
import { type Report, shared, type Told } from "./report.ts";
import { headlineOf } from "./summary.ts";
import { endedText, functionsText } from "./words.ts";

export function sarifReport(report: Report): string {
  return `${plainLines(JSON.stringify(sarifDocument(report), null, 2))}\n`;
}

export function sarifDocument(report: Report) {
  const { functions, will, may, aside, docsBase, outcropVersion, exitCode } = report;
  const told = [...will, ...may, ...aside];
  const codes = [...new Set(told.map(({ finding }) => finding.code))].sort();
  return sarifLog({
    version: outcropVersion,
    rules: codes.map((code) =>
      sarifRule({ ...findingKinds[code], code, name: findingKinds[code].metric }, docsBase),
    ),
    bases: functionBase,
    notifications: [
      ...notes(
        report,
        "refused-by-lambda",
        "error",
        shared(functions, ({ layerReport }) => layerReport.refused),
      ),
      ...notes(
        report,
        "init-fails",
        "error",
        shared(functions, ({ layerReport }) => layerReport.broken),
      ),
      ...notes(report, "lock-drift", "error", shared(functions, driftTexts)),
      ...notes(
        report,
        "not-judged",
        "warning",
        shared(functions, ({ unjudged }) => unjudged),
      ),
    ],
    results: told.map((one, index) => result(one, index, codes, report)),
    properties: { answer: cut(headlineOf(report)), exitCode },
  });
}

function notes(
  report: Report,
  id: string,
  level: Notification["level"],
  texts: ReturnType<typeof shared>,
): readonly Notification[] {
  return texts.map(({ text, functions }) => {
    const names = functionsText(functions, report);
    return { id, level, text: names === null ? text : `${names}: ${text}` };
  });
}

function result(told: Told, index: number, codes: readonly string[], report: Report) {
  const { finding, when, functions } = told;
  const { code, severity, package: name, message, fix, winner, loser, importer, accepted } = finding;
  const level = when === "may" && severity === "error" ? "warning" : sarifLevels[severity];
  const names = functionsText(functions, report);
  const texts = [
    ...(names === null ? [] : [`In ${names}.`]),
    ...(when === "may" ? ["This may happen, if code runs that is lazy or behind a condition."] : []),
    message,
    endedText(finding),
    `Fix: ${fix}`,
  ];
  const place = winner?.path ?? importer ?? "/var/task";
  const related = [
    ...(loser === null ? [] : [{ ...inFunction(loser.path), message: { text: "Not chosen" } }]),
    ...(importer === null ? [] : [{ ...inFunction(importer), message: { text: "Asks for it" } }]),
  ];
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level,
    kind: "fail",
    rank: Math.max(0, 100 - index),
    message: { text: cut(texts.filter((text) => text !== null).join(" ")) },
    locations: [{ ...inFunction(place), logicalLocations: [inModule(name, winner)] }],
    relatedLocations: related.map((location, id) => ({ id: id + 1, ...location })),
    partialFingerprints: sarifFingerprint(code, name, winner?.path ?? "", loser?.path ?? "", importer ?? ""),
    ...(accepted !== null && { suppressions: [{ kind: "external", justification: cut(accepted) }] }),
    properties: { fix: cut(fix), when, functions: functions.map(cut) },
  };
}
