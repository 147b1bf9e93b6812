/**
 * The findings as SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/): a rule each code, a result
 * each cause. A result's place is the winner's, in the function's file system; related locations are the
 * loser, the importer and the raw line of the logs. The fix is text: SARIF's `fix` objects must hold
 * replacements of bytes, which no log gives.
 */

import type { FindingCode, Severity } from "../../core/findings/finding.ts";
import { findingKinds } from "../../core/findings/finding.ts";
import { plainLines } from "../../core/telemetry/plain-text.ts";
import { shortened } from "../../page/html.ts";
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

const levels: Record<Severity, "note" | "warning" | "error"> = {
  info: "note",
  warning: "warning",
  error: "error",
};
const maxText = 2_000;

export function sarifReport(report: Report, options: SarifOptions = {}): string {
  return `${plainLines(JSON.stringify(sarifDocument(report, options), null, 2))}\n`;
}

export function sarifDocument({ incident, analysis }: Report, { docsBase }: SarifOptions = {}) {
  const codes = [...new Set(analysis.causes.map(({ code }) => code))].sort();
  return {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "Outcrop",
            version: outcropVersion(),
            rules: codes.map((code) => rule(code, docsBase)),
          },
        },
        // Where a function's own files lie; logs were read from where the command ran.
        originalUriBaseIds: {
          FUNCTION: { uri: "file:///", description: { text: "The file system of the Lambda function" } },
          LOGS: { description: { text: "The folder that outcrop incident was run in" } },
        },
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: analysis.gaps.map(({ kind, text }) => ({
              level: "note",
              message: { text: cut(text) },
              descriptor: { id: kind },
            })),
          },
        ],
        results: analysis.causes.map((cause, index) => result(cause, index, codes)),
        properties: {
          verdict: analysis.answer.verdict,
          answer: cut(answerText(analysis)),
          confidence: analysis.answer.confidence,
          ...(incident.span !== null && { from: time(incident.span.from), to: time(incident.span.to) }),
        },
      },
    ],
  };
}

function rule(code: FindingCode, docsBase: string | undefined) {
  const { title, docs, family, metric } = findingKinds[code];
  return {
    id: code,
    name: metric,
    shortDescription: { text: `${title}.` },
    help: { text: `${title}. How to confirm it, how to fix it and when to accept it: ${docs}` },
    ...(docsBase !== undefined && {
      helpUri: new URL(docs, docsBase.endsWith("/") ? docsBase : `${docsBase}/`).href,
    }),
    properties: { tags: [family] },
  };
}

function result(cause: Cause, index: number, codes: readonly FindingCode[]) {
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
    level: levels[severity],
    kind: "fail",
    rank: Math.max(0, 100 - index),
    message: { text: cut(`${observed.message} ${reason} ${blastText(blast)} Fix: ${fix}`) },
    locations: [
      {
        ...(winner === null ? rawLine(observed.origin) : inFunction(winner.path)),
        logicalLocations: [
          {
            name: cut(name),
            fullyQualifiedName: cut(
              winner === null ? name : `${winner.root}:${winner.package}@${winner.version ?? ""}`,
            ),
            kind: "module",
          },
        ],
      },
    ],
    relatedLocations: related.map((location, id) => ({ id: id + 1, ...location })),
    partialFingerprints: {
      "outcrop/finding/v1": cut([code, name, winner?.path ?? "", loser?.path ?? ""].join(" ")),
    },
    ...(accepted !== null && { suppressions: [{ kind: "external", justification: cut(accepted) }] }),
    properties: { fix: cut(fix), reason: cut(reason), first: time(first), last: time(last) },
  };
}

function inFunction(path: string) {
  return {
    physicalLocation: { artifactLocation: { uri: uriPath(path.replace(/^\/+/, "")), uriBaseId: "FUNCTION" } },
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

/** Each segment encoded, so that none looks like a scheme, a query or a fragment. */
function uriPath(path: string): string {
  return (
    cut(path)
      .toWellFormed()
      .split("/")
      .map((segment) => encodeURIComponent(segment))
      .join("/") || "."
  );
}

function cut(text: string): string {
  return shortened(text, maxText);
}
