/** Incidents and their analyses, made by hand: what a report has to show, and what it must withstand. */

import type { CopyRef, Finding, FindingCode, Severity } from "../../../../core/findings/finding.ts";
import { findingKinds } from "../../../../core/findings/finding.ts";
import type { Root } from "../../../../core/layout/roots.ts";
import type {
  Analysis,
  Answer,
  Blast,
  Cause,
  ExplainedError,
  TimelineEntry,
} from "../../../../incident/analysis/analysis.ts";
import type {
  Copy,
  DistinctError,
  Environment,
  Gap,
  Incident,
  Origin,
  Series,
} from "../../../../incident/model/model.ts";

export const start = Date.UTC(2026, 10, 21, 3, 12, 4);
export const minute = 60_000;

export interface Case {
  readonly incident: Incident;
  readonly analysis: Analysis;
}

export function origin(line: number, text: string, at: number | null = start): Origin {
  return {
    file: "logs/orders-2026-11-21.jsonl",
    line,
    logStream: "2026/11/21/[42]0ccd38917e267cb5",
    at,
    text,
  };
}

const folders: Readonly<Record<Root, string>> = {
  function: "/var/task/node_modules",
  layer: "/opt/nodejs/node_modules",
  runtime: "/var/runtime/node_modules",
  node: "node:",
  other: "/tmp",
};

export function copy(name: string, version: string | null, root: Root, more: Partial<Copy> = {}): Copy {
  const path = `${folders[root]}/${name}`;
  return {
    package: name,
    version,
    root,
    path,
    link: null,
    importer: "/var/task/index.mjs",
    specifier: name,
    how: "import",
    origin: null,
    ...more,
  };
}

export function ref({ package: name, version, root, path }: Copy): CopyRef {
  return { package: name, version, root, path };
}

export interface CauseParts {
  readonly code: FindingCode;
  readonly severity?: Severity;
  readonly package: string;
  readonly winner?: Copy | null;
  readonly loser?: Copy | null;
  readonly evidence?: object;
  readonly message?: string;
  readonly fix?: string;
  /** Accepted for it. */
  readonly reason?: string;
  readonly range?: string | null;
  readonly explains?: readonly number[];
  readonly blast?: Blast;
  readonly at?: number;
}

const everywhere: Blast = {
  functions: ["orders"],
  versions: ["orders:42"],
  environments: 14,
  invocations: 1_240,
  failed: 1_102,
  without: { invocations: 5_318, failed: 3 },
};

export function cause(parts: CauseParts): Cause {
  const {
    code,
    package: name,
    severity = "error",
    winner = null,
    loser = null,
    evidence = {},
    range = null,
    at = start,
  } = parts;
  const { explains = [], blast = everywhere, reason = null } = parts;
  const finding = {
    code,
    severity,
    package: name,
    winner: winner === null ? null : ref(winner),
    loser: loser === null ? null : ref(loser),
    importer: {
      path: "/var/task/index.mjs",
      copy: { package: "orders", version: "1.4.0", root: "function", path: "/var/task" },
    },
    range,
    evidence,
    key: `${code} ${name}`,
    importers: 1,
    accepted: null,
  } as unknown as Finding;
  const { message = `${name} collides.`, fix = `Keep one copy of ${name}.` } = parts;
  const { docs } = findingKinds[code];
  const text = JSON.stringify({ outcrop: "finding", schema: 1, code, package: name, severity, message });
  const observed = { finding, message, fix, docs, at, origin: origin(31, text, at) };
  return {
    code,
    package: name,
    severity,
    observed,
    first: at,
    last: at + 40 * minute,
    standing:
      reason === null ? { kind: "unlinked", severity, contrast: false } : { kind: "accepted", reason },
    explains,
    blast,
    fix,
    docs,
  };
}

export function error(parts: Partial<DistinctError>): DistinctError {
  return {
    functionName: "orders",
    functionVersions: ["42"],
    kind: "error",
    name: "TypeError",
    code: null,
    message: null,
    frames: [],
    causes: [],
    level: "error",
    endings: { succeeded: 0, failed: 1, unknown: 0 },
    sources: ["outcrop", "function"],
    told: null,
    count: 1,
    first: start,
    last: start,
    environments: ["0ccd38917e267cb5"],
    fingerprints: [],
    examples: [],
    ...parts,
  };
}

/** An explanation in the words of a `failure` line. */
export function quoted(quotation: string): ExplainedError["explanation"] {
  return { kind: "failure-line", quotation };
}

export function explained(of: DistinctError, parts: Partial<ExplainedError> = {}): ExplainedError {
  return {
    error: of,
    frames: of.frames.map((text) => ({ text, copy: null })),
    mixed: null,
    explanation: quoted("No collision explains it."),
    certain: true,
    causes: [],
    confidence: null,
    equals: 0,
    ...parts,
  };
}

export function environment(
  id: string,
  copies: readonly Copy[],
  parts: Partial<Environment> & { readonly fingerprint?: string } = {},
): Environment {
  const { fingerprint = "cd4a5fdd84ca5500", ...rest } = parts;
  return {
    id,
    functionName: "orders",
    functionVersion: "42",
    logGroup: "/aws/lambda/orders",
    logStream: `2026/11/21/[42]${id}`,
    runtimeVersion: null,
    runtimeVersionArn: null,
    facts: null,
    first: start,
    last: start + 40 * minute,
    loads: [
      {
        fingerprint,
        codeFingerprints: [],
        copies,
        since: start,
        until: start + 40 * minute,
        invocations: 90,
        failed: 0,
        origin: null,
      },
    ],
    findings: [],
    invocations: 90,
    failed: 0,
    shutdown: null,
    ...rest,
  };
}

export function incident(parts: Partial<Incident> = {}): Incident {
  return {
    span: { from: start - 60 * minute, to: start + 40 * minute },
    environments: [],
    errors: [],
    series: [],
    loadTimes: [],
    gaps: [],
    totals: { files: 1, events: 0, outcropLines: 0, duplicates: 0, invocations: 0, failed: 0, reports: 0 },
    ...parts,
  };
}

const nothingFailed: Answer = {
  verdict: "nothing-failed",
  summary: { kind: "nothing-failed", invocations: 35, findings: 0, worst: null },
  cause: null,
  since: null,
  ended: null,
  fix: null,
  confidence: "high",
  because: [],
  missing: [],
};

export function analysis(parts: Partial<Analysis> = {}): Analysis {
  const { answer = nothingFailed } = parts;
  return {
    answer,
    answers: [answer],
    causes: [],
    errors: [],
    drift: [],
    timeline: [],
    gaps: [],
    ...parts,
  };
}

/** What every entry has, at a time. */
export function moment(at: number, text = "", functionName: string | null = "orders") {
  return { at, functionName, origin: origin(1, text, at) };
}

export function entry(
  kind: Extract<TimelineEntry, { index: number }>["kind"],
  at: number,
  index: number,
): TimelineEntry {
  return { ...moment(at), kind, index };
}

export function gap(kind: Gap["kind"], text: string, parts: Partial<Gap> = {}): Gap {
  return { kind, text, functionName: null, from: null, to: null, count: 1, origin: null, ...parts };
}

export function series(
  functionVersion: string,
  fingerprint: string | null,
  from: number,
  counts: readonly (readonly [number, number])[],
  functionName = "orders",
): Series {
  const [invocations, failed] = [counts.map(([all]) => all), counts.map(([, some]) => some)];
  return { functionName, functionVersion, fingerprint, start: from, bucketMs: minute, invocations, failed };
}
