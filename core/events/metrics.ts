/**
 * The metrics of an invocation in CloudWatch's embedded metric format (EMF): the values are members of the line's root, and `_aws` says which.
 * Two dimension sets, one with the function and one empty for the fleet's total: package names, paths, versions and ids never become dimensions,
 * since every combination is a metric that is paid for.
 */
import { catalogue } from "../findings/catalogue.ts";
import type { Family, FindingCode } from "../findings/finding.ts";

export const namespace = "Outcrop";

/**
 * The families and the overhead are always there, zero or not, so that a healthy function is seen to report. A code's own metric and a family's
 * errors are there once they count something, and how much is loaded when that has changed: most invocations load nothing, and every byte of their
 * line is paid for.
 */
export interface MetricData {
  readonly Shadowing: number;
  readonly Architecture: number;
  readonly ModulesLoaded?: number;
  readonly LayerModulesLoaded?: number;
  readonly ShadowingErrors?: number;
  readonly ArchitectureErrors?: number;
  /** Milliseconds from the invocation's end to the extension's readiness for the next one. */
  readonly OverheadMs: number;
  readonly [codeMetric: string]: unknown;
  readonly _aws: EmfMetadata;
}

/** EMF specification: root member `_aws`. */
export interface EmfMetadata {
  /** Milliseconds since the epoch. */
  readonly Timestamp: number;
  readonly CloudWatchMetrics: readonly {
    readonly Namespace: string;
    readonly Dimensions: readonly (readonly string[])[];
    readonly Metrics: readonly { readonly Name: string; readonly Unit?: "Milliseconds" }[];
  }[];
}

export interface Measured {
  /** Findings in force for each code, of severity `warning` and above; accepted ones do not count. */
  readonly counts: Readonly<Record<FindingCode, number>>;
  /** Those among them of severity `error`. */
  readonly errors: Readonly<Record<FindingCode, number>>;
  /** Distinct modules, all and those of layers; null when they are what they were. */
  readonly loaded: { readonly modules: number; readonly layerModules: number } | null;
  readonly overheadMs: number;
}

const familyMetric = { shadowing: "Shadowing", architecture: "Architecture" } as const satisfies Record<Family, string>;
const errorsMetric = { shadowing: "ShadowingErrors", architecture: "ArchitectureErrors" } as const satisfies Record<Family, string>;

export function metricData(measured: Measured, timestamp: number): MetricData {
  const values = {
    Shadowing: 0,
    Architecture: 0,
    ...(measured.loaded === null ? {} : { ModulesLoaded: measured.loaded.modules, LayerModulesLoaded: measured.loaded.layerModules }),
    OverheadMs: Math.round(measured.overheadMs * 1000) / 1000,
  };
  const sparse: Record<string, number> = {};
  const add = (metric: string, count: number) => {
    if (count > 0) sparse[metric] = (sparse[metric] ?? 0) + count;
  };
  for (const [code, count] of Object.entries(measured.counts) as [FindingCode, number][]) {
    const { family, metric } = catalogue[code];
    values[familyMetric[family]] += count;
    add(metric, count);
    add(errorsMetric[family], measured.errors[code]);
  }
  const names = [...Object.keys(values), ...Object.keys(sparse)];
  return {
    ...values,
    ...sparse,
    _aws: {
      Timestamp: timestamp,
      CloudWatchMetrics: [
        {
          Namespace: namespace,
          Dimensions: [["function_name"], []],
          Metrics: names.map((Name) => (Name === "OverheadMs" ? { Name, Unit: "Milliseconds" as const } : { Name })),
        },
      ],
    },
  };
}
