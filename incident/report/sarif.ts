/**
 * The findings as SARIF 2.1.0: a rule each code, a result each cause. A result's place is the winner's, in the
 * function's file system; related locations are the loser, the importer and the raw line of the logs.
 */

import { findingKinds } from "../../core/findings/finding.ts";
import { plainLines } from "../../core/telemetry/plain-text.ts";
import {
  cut,
  functionBase,
  inFunction,
  inModule,
  sarifFingerprint,
  sarifLevels,
  sarifLog,
  sarifRule,
  uriPath,
} from "../../page/sarif.ts";
import type { Cause } from "../analysis/analysis.ts";
import type { Origin } from "../model/model.ts";
import { time } from "./json.ts";
import type { Report } from "./report.ts";
import { outcropVersion } from "./version.ts";
import { answerText } from "./words/answer.ts";
import { blastText } from "./words/blast.ts";
import { copyText } from "./words/copy.ts";
import { originText } from "./words/origin.ts";
import { standingText } from "./words/standing.ts";

export interface SarifOptions {
  /**
   * The address above `docs/findings/<code>.md`; without one the rules name the page and have no
   * address.
   */
  readonly docsBase?: string;
}

export function sarifReport(report: Report, options: SarifOptions = {}): string {
  return `${plainLines(JSON.stringify(sarifDocument(report, options), null, 2))}\n`;
}

export function sarifDocument({ incident, analysis }: Report, { docsBase }: SarifOptions = {}) {
  const codes = [...new Set(analysis.causes.map(({ code }) => code))].sort();
  return sarifLog({
    version: outcropVersion(),
    rules: codes.map((code) =>
      sarifRule({ ...findingKinds[code], code, name: findingKinds[code].metric }, docsBase),
    ),
    bases: {
      ...functionBase,
      // Logs were read from where the command ran.
      LOGS: { description: { text: "The folder that outcrop incident was run in" } },
    },
    notifications: analysis.gaps.map(({ kind, text }) => ({ id: kind, level: "note", text })),
    results: analysis.causes.map((cause, index) => result(cause, index, codes)),
    properties: {
      verdict: analysis.answer.verdict,
      answer: cut(answerText(analysis)),
      confidence: analysis.answer.confidence,
      ...(incident.span !== null && { from: time(incident.span.from), to: time(incident.span.to) }),
    },
  });
}

function result(cause: Cause, index: number, codes: readonly Cause["code"][]) {
  const { code, severity, package: name, observed, blast, fix, first, last } = cause;
  const reason = standingText(cause);
  const { winner, loser, importer, accepted } = observed.finding;
  const related = [
    ...(loser === null
      ? []
      : [{ ...inFunction(loser.path), message: { text: cut(`Not chosen: ${copyText(loser)}`) } }]),
    ...(importer === null ? [] : [{ ...inFunction(importer.path), message: { text: "Asked for it" } }]),
    { ...rawLine(observed.origin), message: { text: cut(`The raw line: ${originText(observed.origin)}`) } },
  ];
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: sarifLevels[severity],
    kind: "fail",
    rank: Math.max(0, 100 - index),
    message: { text: cut(`${observed.message} ${reason} ${blastText(blast)} Fix: ${fix}`) },
    locations: [
      {
        ...(winner === null ? rawLine(observed.origin) : inFunction(winner.path)),
        logicalLocations: [inModule(name, winner)],
      },
    ],
    relatedLocations: related.map((location, id) => ({ id: id + 1, ...location })),
    partialFingerprints: sarifFingerprint(code, name, winner?.path ?? "", loser?.path ?? ""),
    ...(accepted !== null && { suppressions: [{ kind: "external", justification: cut(accepted) }] }),
    properties: { fix: cut(fix), reason: cut(reason), first: time(first), last: time(last) },
  };
}

function rawLine({ file, line, text }: Origin) {
  const isAbsolute = file.startsWith("/");
  const artifactLocation = isAbsolute
    ? { uri: `file://${uriPath(file)}` }
    : { uri: file === "-" ? "stdin" : uriPath(file), uriBaseId: "LOGS" };
  return {
    physicalLocation: {
      artifactLocation,
      region: { startLine: Math.max(1, line), snippet: { text: cut(text) } },
    },
  };
}
