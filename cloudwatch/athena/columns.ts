/**
 * The columns of each record, in the order of docs/telemetry.md: the views of Athena are made from this list,
 * and so are the tables of any other engine that asks the same questions. A column is named as the key that
 * Outcrop emits; the metrics, which CloudWatch names in PascalCase, in snake_case, since Athena knows names
 * in small letters only. `satisfies` keeps the list complete against the lines' types.
 */

import { findingKinds } from "../../core/findings/finding.ts";
import type {
  EnvironmentLine,
  FailureLine,
  FindingLine,
  Identity,
  InitLine,
  InventoryLine,
  InvocationLine,
  ResolutionLine,
  ShutdownLine,
} from "../../core/telemetry/lines.ts";
import type { InitFailureData, MetricData } from "../../core/telemetry/metrics.ts";

/** As Athena and DuckDB both name them. */
export type ColumnType = "varchar" | "bigint" | "double" | "boolean" | "timestamp";

export interface Column {
  readonly name: string;
  /** The key in the emitted line. */
  readonly key: string;
  readonly type: ColumnType;
  /** What a line without the key means by that; else nothing is known. */
  readonly absent?: Absent;
}

export interface Absent {
  readonly value: string | number | boolean;
  /** The line that does not mean it: its member of this name has this value. */
  readonly unless?: readonly [key: string, value: string];
}

/** A short line has no timestamp: its time, in milliseconds since the epoch, is that of its metrics. */
export const metricsTime = ["_aws", "Timestamp"] as const;

type Types<Line> = Record<Exclude<keyof Line, "outcrop">, ColumnType>;

/**
 * What the platform says about a log event. Null if the export of the logs does not keep it; `day` is
 * `yyyy/MM/dd`.
 */
export const eventColumns = {
  day: "varchar",
  log_group: "varchar",
  log_stream: "varchar",
  event_id: "varchar",
  event_time: "timestamp",
  ingestion_time: "timestamp",
} as const satisfies Record<string, ColumnType>;

/** The length of the line in UTF-8: its ingestion is paid for by the byte. */
export const bytesColumn = "bytes";

const identity = {
  environment: "varchar",
  function_name: "varchar",
  function_version: "varchar",
} as const satisfies Types<Identity>;

const common = {
  outcrop: "varchar",
  schema: "bigint",
  ...identity,
  timestamp: "timestamp",
  level: "varchar",
  message: "varchar",
  service: "varchar",
  truncated: "boolean",
} as const satisfies Record<string, ColumnType>;

const environment = {
  outcrop_version: "varchar",
  node_version: "varchar",
  arch: "varchar",
  memory_mb: "bigint",
  initialization_type: "varchar",
  coverage: "varchar",
  bundle_maps: "varchar",
  roots: "varchar",
  wrappers: "varchar",
  register_ms: "double",
  shim_start_ms: "double",
  shim_ms: "double",
} as const satisfies Types<EnvironmentLine>;

const inventory = {
  part: "bigint",
  parts: "bigint",
  importer: "varchar",
  how: "varchar",
  copies: "varchar",
} as const satisfies Types<Omit<InventoryLine, "truncated">>;

const init = {
  init_ms: "double",
  idle_ms: "double",
  function_ms: "double",
  layer_ms: "double",
  runtime_ms: "double",
  node_ms: "double",
  other_ms: "double",
  outcrop_ms: "double",
  copies: "varchar",
  more: "bigint",
} as const satisfies Types<InitLine>;

const resolution = {
  package: "varchar",
  version: "varchar",
  root: "varchar",
  path: "varchar",
  layer: "varchar",
  link: "varchar",
  modules: "bigint",
  module: "varchar",
  importer: "varchar",
  specifier: "varchar",
  how: "varchar",
} as const satisfies Types<ResolutionLine>;

const finding = {
  code: "varchar",
  family: "varchar",
  severity: "varchar",
  package: "varchar",
  winner_version: "varchar",
  winner_root: "varchar",
  winner_path: "varchar",
  winner_layer: "varchar",
  loser_version: "varchar",
  loser_root: "varchar",
  loser_path: "varchar",
  loser_layer: "varchar",
  importer: "varchar",
  importers: "bigint",
  range: "varchar",
  evidence: "varchar",
  fix: "varchar",
  docs: "varchar",
  accepted: "varchar",
} as const satisfies Types<FindingLine>;

/** A type without its index signature. */
type Named<T> = { [K in keyof T as string extends K ? never : K]: T[K] };

const families = {
  Shadowing: "bigint",
  Architecture: "bigint",
  ShadowingErrors: "bigint",
  ArchitectureErrors: "bigint",
} as const;

const coverages = { CoverageNone: "bigint", CoverageBundled: "bigint" } as const;

const metrics = {
  ...families,
  ModulesLoaded: "bigint",
  LayerModulesLoaded: "bigint",
  FurtherInvocations: "bigint",
  ...coverages,
  OverheadMs: "double",
} as const satisfies Record<Exclude<keyof Named<MetricData>, "_aws">, ColumnType>;

const invocation = {
  request_id: "varchar",
  cold_start: "boolean",
  failed: "boolean",
  ended_by: "varchar",
  new_copies: "bigint",
  new_findings: "bigint",
  fingerprint: "varchar",
  packages_fingerprint: "varchar",
} as const satisfies Record<
  Exclude<keyof Named<InvocationLine>, "outcrop" | keyof Named<MetricData>>,
  ColumnType
>;

/** A count of findings is left out at zero, and where nothing was observed. */
const none: Absent = { value: 0, unless: ["ended_by", "unobserved"] };

const absentInvocation: Readonly<Record<string, Absent>> = {
  cold_start: { value: false },
  failed: { value: false },
  ended_by: { value: "end-mark" },
  new_copies: { value: 0 },
  new_findings: { value: 0 },
  Shadowing: none,
  Architecture: none,
  FurtherInvocations: { value: 0 },
} satisfies Partial<Record<keyof Named<InvocationLine>, Absent>>;

const codeMetrics = Object.fromEntries(
  Object.values(findingKinds).map(({ metric }): [string, ColumnType] => [metric, "bigint"]),
);

const failure = {
  phase: "varchar",
  request_id: "varchar",
  error_name: "varchar",
  error_code: "varchar",
  error_message: "varchar",
  frames: "varchar",
  packages: "varchar",
  mixed_roots: "varchar",
  last_loads: "varchar",
  findings: "varchar",
  cause_code: "varchar",
  cause_package: "varchar",
  cause_path: "varchar",
  cause_confidence: "varchar",
  missing_kind: "varchar",
  missing_name: "varchar",
  missing_of: "varchar",
  winner_has_name: "boolean",
  loser_has_name: "boolean",
  thrown: "varchar",
  called: "varchar",
  chain: "varchar",
  explanation: "varchar",
} as const satisfies Types<FailureLine>;

const shutdown = {
  reason: "varchar",
  invocations: "bigint",
  modules: "bigint",
  copies: "bigint",
  findings: "bigint",
  fingerprint: "varchar",
  packages_fingerprint: "varchar",
  shim_ms: "double",
} as const satisfies Record<
  Exclude<keyof Named<ShutdownLine>, "outcrop" | keyof Named<InitFailureData>>,
  ColumnType
>;

const initFailure = { ...families, ...coverages, InitFailures: "bigint" } as const satisfies Record<
  Exclude<keyof Named<InitFailureData>, "_aws">,
  ColumnType
>;

function columnsOf(
  types: Readonly<Record<string, ColumnType>>,
  absent: Readonly<Record<string, Absent>> = {},
): readonly Column[] {
  return Object.entries(types).map(([key, type]) => {
    const meant = absent[key];
    return { name: snakeCase(key), key, type, ...(meant === undefined ? {} : { absent: meant }) };
  });
}

/** `OverheadMs` is `overhead_ms`. */
function snakeCase(key: string): string {
  return key.replace(/(?<!^)(?=[A-Z])/g, "_").toLowerCase();
}

/** On every line, whatever its kind. */
export const commonColumns = columnsOf(common);

/** What each kind of record has besides these. A `diagnostic` line promises nothing else. */
export const recordColumns = {
  environment: columnsOf(environment),
  inventory: columnsOf(inventory),
  init: columnsOf(init),
  resolution: columnsOf(resolution),
  finding: columnsOf(finding),
  invocation: columnsOf({ ...invocation, ...metrics, ...codeMetrics }, absentInvocation),
  failure: columnsOf(failure),
  shutdown: columnsOf({ ...shutdown, ...initFailure, ...codeMetrics }),
} as const;

export type RecordKind = keyof typeof recordColumns;

export const recordKinds = Object.keys(recordColumns) as RecordKind[];
