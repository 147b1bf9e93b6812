/**
 * The metrics of an invocation in CloudWatch's embedded metric format (EMF): the values are members of the
 * line's root, and `_aws` says which. Two dimension sets, one with the function and one empty for the fleet's
 * total: package names, paths, versions and ids never become dimensions, since every combination is a metric
 * that is paid for.
 */

import type { FindingCode } from "../findings/finding.ts";
import { findingKinds } from "../findings/finding.ts";
import type { Family } from "../findings/rule/rule.ts";

export const namespace = "Outcrop";

/**
 * The families are there, zero or not, whenever the shim observed the invocation: a healthy function is seen
 * to report, and one that has lost the wrapper is not taken for healthy. A code's own metric and a family's
 * errors are there once they count something, and how much is loaded when that has changed: most invocations
 * load nothing, and every byte of their line is paid for.
 */
export interface MetricData {
  readonly Shadowing?: number;
  readonly Architecture?: number;
  readonly ModulesLoaded?: number;
  readonly LayerModulesLoaded?: number;
  readonly ShadowingErrors?: number;
  readonly ArchitectureErrors?: number;
  /** Milliseconds for which the extension held the environment for this invocation's lines. */
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
  /** Null without a shim to observe anything. */
  readonly findings: {
    /** Findings in force for each code, of severity `warning` and above; accepted ones do not count. */
    readonly counts: Readonly<Record<FindingCode, number>>;
    /** Those among them of severity `error`. */
    readonly errors: Readonly<Record<FindingCode, number>>;
  } | null;
  /** Distinct modules, all and those of layers; null when they are what they were. */
  readonly loaded: { readonly modules: number; readonly layerModules: number } | null;
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

export function metricData({ findings, loaded, overheadMs }: Measured, timestamp: number): MetricData {
  const values: Record<string, number> = {
    ...(findings === null ? {} : countsOf(findings)),
    ...(loaded === null ? {} : { ModulesLoaded: loaded.modules, LayerModulesLoaded: loaded.layerModules }),
  };
  const OverheadMs = Math.round(overheadMs * 1000) / 1000;
  return {
    ...values,
    OverheadMs,
    _aws: {
      Timestamp: timestamp,
      CloudWatchMetrics: [
        {
          Namespace: namespace,
          Dimensions: [["function_name"], []],
          Metrics: [
            ...Object.keys(values).map((Name) => ({ Name })),
            { Name: "OverheadMs", Unit: "Milliseconds" },
          ],
        },
      ],
    },
  };
}

function countsOf({ counts, errors }: NonNullable<Measured["findings"]>): Record<string, number> {
  const values: Record<string, number> = { Shadowing: 0, Architecture: 0 };
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
