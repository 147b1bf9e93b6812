/**
 * The report for programs, schema 1: docs/incident.schema.json is the contract. Keys are only ever added
 * within a schema version. Times are ISO, UTC. Copies are told once and then meant by their index, since many
 * fingerprints share them.
 */

import type { CopyRef } from "../../core/findings/finding.ts";
import { plainLines } from "../../core/telemetry/plain-text.ts";
import type {
  Blast,
  Cause,
  Change,
  Comparison,
  Drift,
  ExplainedError,
  TimelineEntry,
} from "../analysis/analysis.ts";
import type { Copy, Environment, Gap, Incident, Load, Origin } from "../model/model.ts";
import type { Report } from "./report.ts";
import { outcropVersion } from "./version.ts";

export const incidentSchemaVersion = 1;

/**
 * Characters that a terminal acts on are written as escapes, which JSON's strings allow: printing the
 * document is safe.
 */
export function jsonReport(report: Report): string {
  return `${plainLines(JSON.stringify(incidentDocument(report), null, 2))}\n`;
}

export function incidentDocument({ incident, analysis, comparison }: Report) {
  const { answer } = analysis;
  return {
    schema: incidentSchemaVersion,
    outcrop_version: outcropVersion(),
    span: incident.span && { from: time(incident.span.from), to: time(incident.span.to) },
    totals: totals(incident),
    answer: { ...answer, since: time(answer.since) },
    causes: analysis.causes.map(cause),
    errors: analysis.errors.map(explained),
    drift: analysis.drift.map(drift),
    timeline: analysis.timeline.map(moment),
    gaps: analysis.gaps.map(gap),
    comparison: comparison && compared(comparison),
    ...loaded(incident.environments),
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

function copy({ package: name, version, root, path }: CopyRef | Copy) {
  return { package: name, version, root, path };
}

function cause({
  code,
  package: name,
  severity,
  observed,
  first,
  last,
  reason,
  explains,
  blast,
  fix,
  docs,
}: Cause) {
  const { winner, loser, importer, importers, range, evidence, accepted } = observed.finding;
  return {
    code,
    package: name,
    severity,
    message: observed.message,
    reason,
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

function explained({ error, frames, mixedRoots, explanation, causes }: ExplainedError) {
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
    explanation,
    mixed_roots: mixedRoots,
    causes,
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

function drift({ functionName, from, to, changes, between, text }: Drift) {
  return {
    function_name: functionName,
    from: { fingerprint: from.fingerprint, function_versions: from.versions, until: time(from.until) },
    to: { fingerprint: to.fingerprint, function_versions: to.versions, since: time(to.since) },
    between,
    text,
    changes: changes.map(change),
  };
}

function moment({ at, kind, functionName, text, origin: where, index }: TimelineEntry) {
  return { at: time(at), kind, function_name: functionName, text, index, origin: where && origin(where) };
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

function compared({ good, bad, functions, newFindings, newErrors, likeliest, text }: Comparison) {
  const side = (one: Comparison["functions"][number]["good"]) =>
    one && { fingerprint: one.fingerprint, function_versions: one.versions };
  return {
    text,
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
