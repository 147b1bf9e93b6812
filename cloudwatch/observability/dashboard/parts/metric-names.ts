/** The metrics a dashboard may name: Outcrop's own, typed after what is emitted, and the few of AWS's. */

import type { Family, FindingCode } from "../../../../core/findings/finding.ts";
import { findingKinds } from "../../../../core/findings/finding.ts";
import type { InitFailureData, MetricData } from "../../../../core/telemetry/metrics.ts";

/** The keys a line's type names, without its index signature. */
type Named<T> = keyof { [Key in keyof T as string extends Key ? never : Key]: T[Key] };

export type OwnMetric = Exclude<Named<MetricData> | Named<InitFailureData>, "_aws">;

/**
 * A code's metric, as the list of findings names it: no one writes it by hand, so a code that is renamed
 * takes its widgets along or does not compile.
 */
export type CodeMetric = string & { readonly "of a code": true };

/** What is in force at each invocation, and so is neither added up over time nor averaged. */
export type Gauge = Exclude<OwnMetric, Counted> | CodeMetric;

/** What is measured or counted again each time. */
type Counted = "OverheadMs" | "InitFailures" | "FurtherInvocations";

/**
 * Findings in force at each invocation: gauges. Their Maximum says how much there is, their Sum over time
 * says nothing.
 */
export type FamilyMetric = Extract<
  OwnMetric,
  "Shadowing" | "Architecture" | "ShadowingErrors" | "ArchitectureErrors"
>;

const ownMetrics = {
  Shadowing: true,
  Architecture: true,
  ShadowingErrors: true,
  ArchitectureErrors: true,
  ModulesLoaded: true,
  LayerModulesLoaded: true,
  FurtherInvocations: true,
  CoverageNone: true,
  CoverageBundled: true,
  OverheadMs: true,
  InitFailures: true,
} as const satisfies Record<OwnMetric, true>;

export function codeMetric(code: FindingCode): CodeMetric {
  return findingKinds[code].metric as CodeMetric;
}

export function codesOf(family: Family): FindingCode[] {
  return (Object.keys(findingKinds) as FindingCode[]).filter((code) => findingKinds[code].family === family);
}

const codeMetrics = (Object.keys(findingKinds) as FindingCode[]).map(codeMetric);

/** Every metric of Outcrop's namespace. */
export const knownMetrics: ReadonlySet<string> = new Set([...Object.keys(ownMetrics), ...codeMetrics]);

const counted: ReadonlySet<string> = new Set([
  "OverheadMs",
  "InitFailures",
  "FurtherInvocations",
] satisfies Counted[]);

export const gauges: ReadonlySet<string> = new Set([...knownMetrics].filter((name) => !counted.has(name)));

/** AWS's own metrics on the dashboard: their namespaces, dimension sets and names. */
export const awsMetrics = {
  "AWS/Lambda": { dimensions: ["FunctionName"], names: ["Errors"] },
  "AWS/Logs": { dimensions: ["LogGroupName"], names: ["EMFParsingErrors", "EMFValidationErrors"] },
} as const;
