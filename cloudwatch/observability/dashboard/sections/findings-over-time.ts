/** Since when, with which codes, and in which functions? */
import { findingKinds } from "../../../../core/findings/finding.ts";
import type { MetricContent } from "../../../preview/dashboard-body.ts";
import type { Scope } from "../../scope.ts";
import { evenRow, type Row } from "../parts/layout.ts";
import type { CodeMetric, FamilyMetric } from "../parts/metric-names.ts";
import { ofFleet } from "../parts/metrics.ts";
import { failedInits, inForce, top } from "../parts/searches.ts";
import { lines, minutes, redFrom } from "../parts/widgets.ts";
import { heading } from "./heading.ts";

/** A reader cannot distinguish more lines than this. */
const shown = 20;

const unit = "findings in force";
const red = { annotations: { horizontal: [redFrom(1, "breaks now or later")] } };

/** Of all functions: without a dimension, so right for any number of them. */
export function findingsOverTime(scope: Scope): Row[] {
  return [
    heading("Since when? The most findings that one function had, of all functions"),
    evenRow(
      7,
      lines(scope, "Findings in force, by family", unit, [
        ofFleet("Shadowing", "Maximum"),
        ofFleet("Architecture", "Maximum"),
      ]),
      lines(
        scope,
        "Severity error, and failed inits of all functions",
        "findings in force, failed inits",
        [
          ofFleet("ShadowingErrors", "Maximum"),
          ofFleet("ArchitectureErrors", "Maximum"),
          ofFleet("InitFailures", "Sum", { label: "failed inits" }),
        ],
        red,
      ),
      lines(
        scope,
        "Findings in force, by code",
        unit,
        Object.values(findingKinds).map(({ code, metric }) =>
          ofFleet(metric as CodeMetric, "Maximum", { label: code }),
        ),
      ),
    ),
  ];
}

/**
 * A function has a metric only while it counts something: a gap says "none" as well as "not invoked", so
 * nothing is filled in, and periods are long enough that a rarely invoked function leaves more than dots.
 */
export function findingsByFunction(scope: Scope): Row[] {
  const byFunction = (title: string, metric: FamilyMetric, rest = {}): MetricContent =>
    lines(scope, title, unit, [[{ expression: top(shown, inForce(metric)), id: "e1", label: "" }]], {
      period: minutes(15),
      ...rest,
    });
  return [
    heading(
      `Which functions? The ${shown} with most, of at most 500 that CloudWatch looks at: ` +
        "the list above has all",
    ),
    evenRow(
      7,
      byFunction("Shadowing by function (gap: none, or not invoked)", "Shadowing"),
      byFunction("Architecture by function (gap: none, or not invoked)", "Architecture", red),
      lines(
        scope,
        "Severity error and failed inits by function (gap: none, or not invoked)",
        "findings in force, failed inits",
        [
          [{ expression: top(shown, inForce("ShadowingErrors", "ArchitectureErrors")), id: "e1", label: "" }],
          [{ expression: top(shown, failedInits()), id: "e2", label: "failed inits" }],
        ],
        { period: minutes(15), ...red },
      ),
    ),
  ];
}
