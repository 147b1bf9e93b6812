/**
 * How bad is it, in numbers that are right for a fleet of any size: from a log query, from Outcrop's metrics
 * without a dimension, or from a Metrics Insights query of one sum. A sum over a search would miss what is
 * beyond its 500 series.
 */

import { severityColours } from "../../../../page/colour.ts";
import type { MetricEntry } from "../../../preview/dashboard-body.ts";
import { query as functionStates } from "../../queries/function-states.ts";
import type { Scope } from "../../scope.ts";
import { type Row, row } from "../parts/layout.ts";
import { codeMetric } from "../parts/metric-names.ts";
import { ofFleet } from "../parts/metrics.ts";
import { logTable, singleValue } from "../parts/widgets.ts";
import { heading } from "./heading.ts";

export function numbers(scope: Scope): Row[] {
  const { error } = severityColours;
  const states = logTable(
    scope,
    "How many functions are in each state, with their findings",
    functionStates,
    "either",
  );
  const single = (title: string, ...metrics: readonly MetricEntry[]) => singleValue(scope, title, metrics);
  return [
    heading("How many? The single numbers are of all functions, whatever you chose above"),
    row(
      6,
      [12, states],
      [4, single("Failed inits", ofFleet("InitFailures", "Sum", { label: "environments", color: error }))],
      [
        4,
        single(
          "Severity error: most in one function",
          ofFleet("ShadowingErrors", "Maximum", { label: "shadowing", color: error }),
          ofFleet("ArchitectureErrors", "Maximum", { label: "architecture", color: error }),
        ),
      ],
      [
        4,
        single(
          "Unresolved modules: most in one function",
          ofFleet(codeMetric("unresolved-module"), "Maximum", { label: "findings", color: error }),
        ),
      ],
    ),
  ];
}
