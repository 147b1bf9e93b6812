/**
 * The verdicts for programs, schema 1: docs/what-if.schema.json is the contract. Keys are only ever added within
 * a schema version.
 */
import { plainLines } from "../../../core/telemetry/plain-text.ts";
import type { Report } from "./report.ts";
import { headlineOf, resultOf, sentenceOf } from "./words.ts";

export const whatIfSchemaVersion = 1;

export function jsonReport(report: Report): string {
  return `${plainLines(JSON.stringify(whatIfDocument(report), null, 2))}\n`;
}

export function whatIfDocument(report: Report) {
  const { layer, replaces, knownBy, failOn, exitCode, counts, functions, outcropVersion } = report;
  return {
    outcrop: "what-if",
    schema: whatIfSchemaVersion,
    outcrop_version: outcropVersion,
    answer: headlineOf(report),
    result: resultOf(report),
    exit_code: exitCode,
    fail_on: failOn,
    layer,
    replaces,
    known_by: knownBy,
    counts,
    functions: functions.map(({ function: name, outcome, invocations, reasons, comes, goes, loads }) => ({
      name,
      outcome,
      invocations,
      reasons: reasons.map((reason) => ({ ...reason, text: sentenceOf(reason) })),
      findings_come: comes,
      findings_go: goes,
      loads,
    })),
  };
}
