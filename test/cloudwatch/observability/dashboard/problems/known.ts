/** What a dashboard may refer to, and how a problem with it is reported. */

import {
  awsMetrics,
  gauges,
  knownMetrics,
} from "../../../../../cloudwatch/observability/dashboard/parts/metric-names.ts";
import { dimensionSets, namespace } from "../../../../../core/telemetry/metrics.ts";

export interface Problem {
  /** A JSON pointer into the body. */
  readonly path: string;
  readonly message: string;
}

export interface Namespace {
  readonly metrics: ReadonlySet<string>;
  /** A metric exists with exactly one of these sets of dimensions. */
  readonly dimensionSets: readonly (readonly string[])[];
  /** Metrics whose values must not be added up over time. */
  readonly gauges: ReadonlySet<string>;
}

export interface Known {
  readonly namespaces: Readonly<Record<string, Namespace>>;
  /** Names of Contributor Insights rules. */
  readonly ruleNames: ReadonlySet<string>;
  /** Where a body does not match bodySchema. A validator is a package, and this room imports none. */
  schemaProblems(body: unknown): readonly Problem[];
  /** Throws for an invalid Logs Insights query; SOURCE is left out. */
  parseQuery(text: string): void;
}

/** The metrics that the catalogue says are emitted, and the declared ones of AWS. */
export const declaredNamespaces: Readonly<Record<string, Namespace>> = {
  [namespace]: { metrics: knownMetrics, dimensionSets: dimensionSets.function, gauges },
  ...Object.fromEntries(
    Object.entries(awsMetrics).map(([name, { dimensions, names }]) => [
      name,
      { metrics: new Set<string>(names), dimensionSets: [dimensions], gauges: new Set<string>() },
    ]),
  ),
};
