/**
 * The metrics of an invocation, and of an init that failed, in CloudWatch's embedded metric format (EMF): the
 * values are members of the line's root, and `_aws` says which. Each metric and dimension set is paid for in
 * every hour in which it has a value. So by default a value has the function as its dimension only if it is
 * not zero. The rest is of the whole fleet, in the empty dimension set. Package names, paths, versions and
 * ids never become dimensions.
 */

import type { FindingCode } from "../findings/finding.ts";
import { findingKinds } from "../findings/finding.ts";
import type { Family } from "../findings/rule/rule.ts";
import type { Coverage } from "./coverage.ts";

export const namespace = "Outcrop";
export const dimension = "function_name";

/** `by-function`: every metric has the function as its dimension, zero or not. */
export type Detail = "sparse" | "by-function";

/** Of the whole fleet alone, and of each function too. A directive has one of the two. */
export const dimensionSets = { fleet: [[]], function: [[dimension], []] } as const;

/**
 * A family is there where it counts something. It is at zero in a line with news, or in each line by
 * function, if Outcrop saw all: no zero speaks of what a bundle holds. It is not there if no shim observed
 * the invocation.
 */
export interface MetricData extends FindingCounts, CoverageCounts {
  /** A metric only by function. There when the number has changed. */
  readonly ModulesLoaded?: number;
  readonly LayerModulesLoaded?: number;
  /** Uneventful invocations before this one that have no line of their own. */
  readonly FurtherInvocations?: number;
  /**
   * Milliseconds for which the extension held the environment for this invocation's lines; the longest, if
   * the line is for several. It is a metric only if the shim observed the invocation: the number of its
   * samples and FurtherInvocations are the heartbeat.
   */
  readonly OverheadMs: number;
  /** Not there if the line has no metric. */
  readonly _aws?: EmfMetadata;
}

/** Those of an environment that ended without an invocation because its init failed. */
export interface InitFailureData extends FindingCounts, CoverageCounts {
  readonly InitFailures: 1;
  readonly _aws: EmfMetadata;
}

interface FindingCounts {
  readonly Shadowing?: number;
  readonly Architecture?: number;
  readonly ShadowingErrors?: number;
  readonly ArchitectureErrors?: number;
  readonly [codeMetric: string]: unknown;
}

/** What Outcrop did not see, or only in part. */
export interface CoverageCounts {
  readonly CoverageNone?: 1;
  readonly CoverageBundled?: 1;
}

/** EMF specification: root member `_aws`. */
export interface EmfMetadata {
  /** Milliseconds since the epoch. */
  readonly Timestamp: number;
  readonly CloudWatchMetrics: readonly Directive[];
}

interface Directive {
  readonly Namespace: string;
  readonly Dimensions: readonly (readonly string[])[];
  readonly Metrics: readonly { readonly Name: string }[];
}

export interface Findings {
  /** Findings in force for each code, of severity `warning` and above; accepted ones do not count. */
  readonly counts: Readonly<Record<FindingCode, number>>;
  /** Those among them of severity `error`. */
  readonly errors: Readonly<Record<FindingCode, number>>;
}

export interface Measured {
  /** Null without a shim to observe anything. */
  readonly findings: Findings | null;
  /** Null if it is not known. */
  readonly coverage: Coverage | null;
  /** Whether the environment says it for the first time. */
  readonly first: boolean;
  /** Distinct modules, all and those of layers; null when they are what they were. */
  readonly loaded: { readonly modules: number; readonly layerModules: number } | null;
  /** Whether the invocation is one that never shares a line with others. */
  readonly eventful: boolean;
  /** Earlier invocations that the line is for. */
  readonly further: number;
  readonly overheadMs: number;
}

const familyMetric = { shadowing: "Shadowing", architecture: "Architecture" } as const satisfies Record<
  Family,
  string
>;
const errorsMetric = {
  shadowing: "ShadowingErrors",
  architecture: "ArchitectureErrors",
} as const satisfies Record<Family, string>;

/** @param timestamp of the newest invocation that the line is for, in milliseconds since the epoch */
export function metricData(measured: Measured, timestamp: number, detail: Detail): MetricData {
  const { findings, coverage, first, loaded, eventful, further, overheadMs } = measured;
  const byFunction = detail === "by-function";
  const zeros = eventful || byFunction ? zerosOf(findings, coverage) : {};
  // A bundle stays one: one line says so. Missing coverage is repeated until someone repairs it, as a finding
  // is.
  const counts = { ...countsOf(findings), ...(first || coverage === "none" ? coverageOf(coverage) : {}) };
  const modules =
    loaded === null ? {} : { ModulesLoaded: loaded.modules, LayerModulesLoaded: loaded.layerModules };
  const reports = {
    ...(further > 0 ? { FurtherInvocations: further } : {}),
    OverheadMs: Math.round(overheadMs * 1000) / 1000,
  };
  const fleet = [
    ...Object.keys(zeros).filter((name) => !(name in counts)),
    ...(findings === null ? [] : Object.keys(reports)),
  ];
  const own = [...Object.keys(counts), ...(byFunction ? [...fleet, ...Object.keys(modules)] : [])];
  return {
    ...zeros,
    ...counts,
    ...modules,
    ...reports,
    ...emfMetadata(byFunction ? [] : fleet, own, timestamp),
  };
}

export function initFailureData(
  findings: Findings | null,
  coverage: Coverage | null,
  timestamp: number,
): InitFailureData {
  const zeros = zerosOf(findings, coverage);
  const counts = { ...countsOf(findings), ...coverageOf(coverage), InitFailures: 1 } as const;
  const fleet = Object.keys(zeros).filter((name) => !(name in counts));
  return { ...zeros, ...counts, ...emfMetadata(fleet, Object.keys(counts), timestamp) } as InitFailureData;
}

function emfMetadata(
  fleet: readonly string[],
  own: readonly string[],
  timestamp: number,
): { _aws?: EmfMetadata } {
  const directives = [[dimensionSets.fleet, fleet] as const, [dimensionSets.function, own] as const].flatMap(
    ([Dimensions, names]): Directive[] =>
      names.length === 0
        ? []
        : [{ Namespace: namespace, Dimensions, Metrics: names.map((Name) => ({ Name })) }],
  );
  return directives.length === 0 ? {} : { _aws: { Timestamp: timestamp, CloudWatchMetrics: directives } };
}

function zerosOf(findings: Findings | null, coverage: Coverage | null): Record<string, number> {
  return findings === null || coverage !== "full" ? {} : { Shadowing: 0, Architecture: 0 };
}

function coverageOf(coverage: Coverage | null): CoverageCounts {
  if (coverage === "none") return { CoverageNone: 1 };
  return coverage === "bundled" ? { CoverageBundled: 1 } : {};
}

/** All counts above zero. */
function countsOf(findings: Findings | null): Record<string, number> {
  const values: Record<string, number> = {};
  if (findings === null) return values;
  const { counts, errors } = findings;
  const add = (metric: string, count: number) => {
    if (count > 0) values[metric] = (values[metric] ?? 0) + count;
  };
  for (const [code, count] of Object.entries(counts) as [FindingCode, number][]) {
    const { family, metric } = findingKinds[code];
    add(familyMetric[family], count);
    add(metric, count);
    add(errorsMetric[family], errors[code]);
  }
  return values;
}
