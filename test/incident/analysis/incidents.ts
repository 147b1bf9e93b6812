/**
 * Incidents built by hand: what a test does not name is plain and healthy. Times are seconds after the start.
 */
import type { CopyRef, Finding, FindingCode } from "../../../core/findings/finding.ts";
import { fnv1a64 } from "../../../core/layout/fingerprint.ts";
import type {
  Copy,
  DistinctError,
  Environment,
  Gap,
  Incident,
  Load,
  ObservedFinding,
  Origin,
} from "../../../incident/model/model.ts";

export const start = Date.UTC(2026, 10, 20, 3, 0, 0);

export function at(seconds: number): number {
  return start + seconds * 1000;
}

const directories = {
  function: "/var/task/node_modules",
  layer: "/opt/nodejs/node_modules",
  runtime: "/var/runtime/node_modules",
} as const;
type PackageRoot = keyof typeof directories;

export function copy(spec: string, root: PackageRoot = "function", rest: Partial<Copy> = {}): Copy {
  const split = spec.lastIndexOf("@");
  const [name, version] = [spec.slice(0, split), spec.slice(split + 1)];
  const path = `${directories[root]}/${name}`;
  return {
    package: name,
    version,
    root,
    path,
    link: null,
    importer: null,
    specifier: null,
    how: "require",
    origin: null,
    ...rest,
  };
}

/** The function's own code. */
export const own: Copy = { ...copy("orders@1.0.0"), path: "/var/task", importer: "/var/runtime/index.mjs" };

export function ref({ package: name, version, root, path }: Copy): CopyRef {
  return { package: name, version, root, path };
}

interface FindingSpec {
  readonly severity?: Finding["severity"];
  readonly winner?: Copy | null;
  readonly loser?: Copy | null;
  readonly importer?: Copy;
  readonly module?: string;
  readonly evidence?: object;
  readonly accepted?: string | null;
  readonly at?: number;
  readonly message?: string;
  readonly package?: string;
}

export function finding(code: FindingCode, spec: FindingSpec = {}): ObservedFinding {
  const { severity = "error", winner = null, loser = null, importer, accepted = null } = spec;
  const name = spec.package ?? winner?.package ?? "left-pad";
  const module = spec.module ?? "/var/task/index.js";
  const found = {
    code,
    severity,
    package: name,
    winner: winner === null ? null : ref(winner),
    loser: loser === null ? null : ref(loser),
    importer: importer === undefined ? null : { path: module, copy: ref(importer) },
    range: null,
    evidence: spec.evidence ?? {},
    key: [code, name, winner?.path ?? "", loser?.path ?? ""].join(" "),
    importers: importer === undefined ? 0 : 1,
    accepted,
  } as unknown as Finding;
  const time = at(spec.at ?? 0);
  const message = spec.message ?? `${name} is not as it should be`;
  return {
    finding: found,
    message,
    fix: `Mend ${name}.`,
    docs: `docs/findings/${code}.md`,
    at: time,
    origin: origin(`{"outcrop":"finding"}`, time),
  };
}

let lines = 0;

export function origin(text: string, time: number): Origin {
  lines++;
  return { file: "logs.jsonl", line: lines, logStream: null, at: time, text };
}

export interface EnvironmentSpec extends Partial<Omit<Environment, "loads" | "first" | "last">> {
  readonly copies?: readonly Copy[];
  /** Instead of one load of `copies`. */
  readonly stages?: readonly (readonly Copy[])[];
  readonly from?: number;
  readonly to?: number;
}

let environments = 0;

export function environment(spec: EnvironmentSpec = {}): Environment {
  const {
    copies = [own],
    stages = [copies],
    from = 0,
    to = 60,
    invocations = 10,
    failed = 0,
    ...rest
  } = spec;
  const step = (to - from) / stages.length;
  const loads = stages.map(
    (set, index): Load => ({
      fingerprint: fingerprint(set),
      codeFingerprints: [],
      copies: set,
      origin: null,
      since: at(from + index * step),
      until: at(from + (index + 1) * step - (index + 1 < stages.length ? 1 : 0)),
      invocations: index === stages.length - 1 ? invocations : 0,
      failed: index === stages.length - 1 ? failed : 0,
    }),
  );
  environments++;
  return {
    id: environments.toString(16).padStart(16, "0"),
    functionName: "orders",
    functionVersion: "$LATEST",
    logGroup: null,
    logStream: null,
    runtimeVersion: null,
    runtimeVersionArn: null,
    facts: null,
    findings: [],
    shutdown: null,
    ...rest,
    invocations,
    failed,
    first: at(from),
    last: at(to),
    loads,
  };
}

export function fingerprint(copies: readonly Copy[]): string {
  return fnv1a64(copies.map(({ package: name, version, path }) => `${name}@${version} ${path}`).join("\n"));
}

interface ErrorSpec extends Partial<Omit<DistinctError, "environments" | "first" | "last">> {
  readonly in?: readonly Environment[];
  readonly from?: number;
  readonly to?: number;
  readonly requestId?: string | null;
}

export function error(spec: ErrorSpec = {}): DistinctError {
  const { in: where = [], from = 10, to = from, requestId = null, ...rest } = spec;
  const example = { requestId, environment: where[0]?.id ?? null, origin: origin("ERROR", at(from)) };
  return {
    functionName: "orders",
    functionVersions: ["$LATEST"],
    kind: "error",
    name: "TypeError",
    code: null,
    message: null,
    frames: ["at handler (/var/task/index.js:10:5)"],
    causes: [],
    level: "error",
    endings: { succeeded: 0, failed: 1, unknown: 0 },
    sources: ["function"],
    told: null,
    count: 1,
    fingerprints: [],
    examples: [example],
    ...rest,
    environments: where.map(({ id }) => id),
    first: at(from),
    last: at(to),
  };
}

export function incident(
  environmentsOf: readonly Environment[],
  errors: readonly DistinctError[] = [],
  rest: Partial<Incident> = {},
): Incident {
  const sum = (of: (environment: Environment) => number): number =>
    environmentsOf.reduce((total, one) => total + of(one), 0);
  const times = environmentsOf.flatMap(({ first, last }) => [first, last]);
  return {
    span: times.length === 0 ? null : { from: Math.min(...times), to: Math.max(...times) },
    environments: [...environmentsOf].sort((left, right) => left.first - right.first),
    errors,
    series: [],
    loadTimes: [],
    gaps: [],
    totals: {
      files: 1,
      events: 100,
      outcropLines: 50,
      duplicates: 0,
      invocations: sum(({ invocations }) => invocations),
      failed: sum(({ failed }) => failed),
      reports: 10,
    },
    ...rest,
  };
}

export function gap(kind: Gap["kind"], rest: Partial<Gap> = {}): Gap {
  return {
    kind,
    text: `${kind} shows.`,
    functionName: null,
    from: null,
    to: null,
    count: 1,
    origin: null,
    ...rest,
  };
}
