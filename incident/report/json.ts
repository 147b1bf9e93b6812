/**
 * The report for programs, schema 1: docs/incident.schema.json is the contract. Keys are only ever added
 * within a schema version. Times are ISO, UTC. Each copy is listed once, and then named by its index, since
 * many fingerprints share it.
 */

import type { CopyRef } from "../../core/findings/finding.ts";
import { plainLines } from "../../core/telemetry/plain-text.ts";
import type {
  Analysis,
  Answer,
  Blast,
  Cause,
  Change,
  Comparison,
  Drift,
  ExplainedError,
  TimelineEntry,
} from "../analysis/analysis.ts";
import type { Copy, Environment, Gap, Incident, Load, Origin } from "../model/model.ts";
import { codes } from "./codes.ts";
import { initOf } from "./json-init.ts";
import { unusedOf } from "./json-unused.ts";
import type { Report } from "./report.ts";
import { outcropVersion } from "./version.ts";
import { answerText } from "./words/answer.ts";
import { briefAnswer } from "./words/brief.ts";
import { comparisonText } from "./words/comparison.ts";
import { driftText } from "./words/drift.ts";
import { becauseTexts, missingTexts } from "./words/evidence.ts";
import { explanationText, mixedText } from "./words/explanation.ts";
import { standingText } from "./words/standing.ts";
import { entryText } from "./words/timeline.ts";
import { concernedFunction, headline } from "./words/verdict.ts";

export const incidentSchemaVersion = 1;

/**
 * Characters that a terminal acts on are written as escapes, which JSON's strings allow: printing the
 * document is safe.
 */
export function jsonReport(report: Report): string {
  return `${plainLines(JSON.stringify(incidentDocument(report), null, 2))}\n`;
}

export function incidentDocument({ incident, analysis, comparison, unused }: Report) {
  return {
    schema: incidentSchemaVersion,
    outcrop_version: outcropVersion(),
    span: incident.span && { from: time(incident.span.from), to: time(incident.span.to) },
    totals: totals(incident),
    shapes: (incident.shapes ?? []).map(([name, events]) => ({ name, events })),
    answer: answerOf(analysis.answer, analysis),
    answers: analysis.answers.map((one) => ({
      function_name: concernedFunction(one, analysis),
      ...answerOf(one, analysis),
    })),
    causes: analysis.causes.map(cause),
    errors: analysis.errors.map(explained),
    drift: analysis.drift.map(drift),
    timeline: analysis.timeline.map((entry) => moment(entry, analysis)),
    gaps: analysis.gaps.map(gap),
    unused: unused?.map(unusedOf) ?? null,
    load_times: incident.loadTimes.map(initOf),
    comparison: comparison && compared(comparison),
    ...loaded(incident.environments),
  };
}

function answerOf(answer: Answer, analysis: Analysis) {
  const about = { ...analysis, answer };
  return {
    verdict: answer.verdict,
    headline: headline(answer),
    text: answerText(about),
    brief: briefAnswer(about),
    cause: answer.cause,
    equals: answer.summary.kind === "collision" ? answer.summary.equals : [],
    since: time(answer.since),
    ended: answer.ended && { at: time(answer.ended.at), versions: answer.ended.versions },
    fix: answer.fix,
    confidence: answer.confidence,
    because: becauseTexts(about),
    missing: missingTexts(about),
    outcome: codes(answer.summary),
    evidence: codes(answer.because),
    missing_evidence: codes(answer.missing),
  };
}

export function time(timestamp: number | null): string | null {
  if (timestamp === null || !Number.isFinite(timestamp) || Math.abs(timestamp) > 8.64e15) return null;
  return new Date(timestamp).toISOString();
}

function totals({ totals: all }: Incident) {
  const { files, events, outcropLines, duplicates, invocations, failed, reports } = all;
  return { files, events, outcrop_lines: outcropLines, duplicates, invocations, failed, reports };
}

function origin({ file, line, logStream, at, text }: Origin) {
  return { file, line, log_stream: logStream, at: time(at), text };
}

function copy({ package: name, version, root, path, layer }: CopyRef | Copy) {
  return { package: name, version, root, path, ...(layer === undefined ? {} : { layer }) };
}

function cause(one: Cause) {
  const { code, package: name, severity, observed, first, last, explains, blast, fix, docs } = one;
  const { winner, loser, importer, importers, range, evidence, accepted } = observed.finding;
  return {
    code,
    package: name,
    severity,
    message: observed.message,
    reason: standingText(one),
    standing: codes(one.standing),
    first: time(first),
    last: time(last),
    explains,
    winner: winner && copy(winner),
    loser: loser && copy(loser),
    importer: importer?.path ?? null,
    importers,
    range,
    evidence,
    accepted,
    fix,
    docs,
    blast: blastOf(blast),
    origin: origin(observed.origin),
  };
}

function blastOf({ functions, versions, environments, invocations, failed, without }: Blast) {
  return { functions, versions, environments, invocations, failed, without };
}

function explained(one: ExplainedError) {
  const { error, frames, mixed, explanation, certain, causes } = one;
  return {
    name: error.name,
    code: error.code,
    kind: error.kind,
    message: error.message,
    function_name: error.functionName,
    function_versions: error.functionVersions,
    count: error.count,
    first: time(error.first),
    last: time(error.last),
    sources: error.sources,
    environments: error.environments,
    fingerprints: error.fingerprints,
    explanation: explanationText(one),
    explained_by: codes(explanation),
    environments_known: certain,
    mixed_roots: mixed && mixedText(mixed),
    mixed: codes(mixed),
    causes,
    confidence: one.confidence,
    equals: one.equals,
    chain: error.causes.map(({ name, code, message, frames: stack }) => ({
      name,
      code,
      message,
      frames: stack,
    })),
    level: error.level,
    endings: error.endings,
    frames: frames.map((frame) => ({ text: frame.text, copy: frame.copy && copy(frame.copy) })),
    examples: error.examples.map(({ requestId, environment, origin: where }) => ({
      request_id: requestId,
      environment,
      origin: origin(where),
    })),
  };
}

export function change({ kind, package: name, before, after }: Change) {
  return { kind, package: name, before: before && copy(before), after: after && copy(after) };
}

function drift(one: Drift) {
  const { functionName, from, to, changes, between } = one;
  return {
    function_name: functionName,
    from: { fingerprint: from.fingerprint, function_versions: from.versions, until: time(from.until) },
    to: { fingerprint: to.fingerprint, function_versions: to.versions, since: time(to.since) },
    between: between.map(({ kind }) => kind),
    between_evidence: codes(between),
    text: driftText(one),
    changes: changes.map(change),
  };
}

function moment(entry: TimelineEntry, analysis: Analysis) {
  const { at, kind, functionName, origin: where, ...details } = entry;
  return {
    at: time(at),
    kind,
    function_name: functionName,
    text: entryText(entry, analysis),
    index: "index" in entry ? entry.index : null,
    details: codes(details),
    origin: where && origin(where),
  };
}

function gap({ kind, text, functionName, from, to, count, origin: where }: Gap) {
  return {
    kind,
    text,
    function_name: functionName,
    from: time(from),
    to: time(to),
    count,
    origin: where && origin(where),
  };
}

function compared(comparison: Comparison) {
  const { good, bad, functions, newFindings, newErrors, likeliest } = comparison;
  const side = (one: Comparison["functions"][number]["good"]) =>
    one && { fingerprint: one.fingerprint, function_versions: one.versions };
  return {
    text: comparisonText(comparison),
    good,
    bad,
    likeliest,
    new_findings: newFindings,
    new_errors: newErrors,
    functions: functions.map((one) => ({
      function_name: one.functionName,
      good: side(one.good),
      bad: side(one.bad),
      changes: one.changes.map(change),
    })),
  };
}

function loaded(environments: readonly Environment[]) {
  const numbers = new Map<Copy, number>();
  const numberOf = (one: Copy): number => {
    const known = numbers.get(one);
    if (known !== undefined) return known;
    numbers.set(one, numbers.size);
    return numbers.size - 1;
  };
  const largest = new Map<string, Load>();
  for (const { loads } of environments) {
    for (const load of loads)
      if (load.copies.length > (largest.get(load.fingerprint)?.copies.length ?? -1))
        largest.set(load.fingerprint, load);
  }
  const fingerprints = [...largest.values()].map(({ fingerprint, copies, origin: where }) => ({
    fingerprint,
    copies: copies.map(numberOf),
    origin: where && origin(where),
  }));
  const copies = [...numbers.keys()].map((one) => ({
    ...copy(one),
    origin: one.origin && origin(one.origin),
  }));
  return { environments: environments.map(environmentOf), fingerprints, copies };
}

function environmentOf(one: Environment) {
  return {
    id: one.id,
    function_name: one.functionName,
    function_version: one.functionVersion,
    log_stream: one.logStream,
    runtime_version: one.runtimeVersion,
    runtime_version_arn: one.runtimeVersionArn,
    node_version: one.facts?.nodeVersion ?? null,
    arch: one.facts?.arch ?? null,
    coverage: one.facts?.coverage ?? null,
    first: time(one.first),
    last: time(one.last),
    invocations: one.invocations,
    failed: one.failed,
    loads: one.loads.map(({ fingerprint, since, until, invocations, failed }) => ({
      fingerprint,
      since: time(since),
      until: time(until),
      invocations,
      failed,
    })),
  };
}
