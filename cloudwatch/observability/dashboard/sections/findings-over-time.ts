/** Which functions collide, with which codes, and since when? */
import type { Family } from "../../../../core/findings/finding.ts";
import type { MetricContent } from "../../../preview/dashboard-body.ts";
import type { Scope } from "../../scope.ts";
import { evenRow, type Row } from "../parts/layout.ts";
import { codeMetric, codesOf, type FamilyMetric, type Gauge } from "../parts/metric-names.ts";
import { held, inForce, top } from "../parts/searches.ts";
import { lines, minutes, redFrom } from "../parts/widgets.ts";
import { heading } from "./heading.ts";

/** A reader cannot distinguish more lines than this. */
const shown = 20;

const unit = "findings in force";

function byFunction(scope: Scope, title: string, metric: FamilyMetric, red: boolean): MetricContent {
  return lines(
    scope,
    title,
    unit,
    [[{ expression: top(shown, held(inForce(metric))), id: "e1", label: "" }]],
    {
      ...(red && { annotations: { horizontal: [redFrom(1, "breaks now or later")] } }),
    },
  );
}

/**
 * A metric of a code or of errors is there only while it counts something: a gap says "none" as well as "not
 * invoked", so nothing is filled in, and periods are long enough that a rarely invoked function leaves more
 * than dots.
 */
function sparse(scope: Scope, title: string, metrics: readonly Gauge[], red: boolean): MetricContent {
  return lines(scope, title, unit, [[{ expression: top(shown, inForce(...metrics)), id: "e1", label: "" }]], {
    period: minutes(15),
    ...(red && { annotations: { horizontal: [redFrom(1, "breaks now or later")] } }),
  });
}

const metricsOf = (family: Family): Gauge[] => codesOf(family).map(codeMetric);

export function findingsOverTime(scope: Scope): Row[] {
  return [
    heading("Which functions, with which codes, since when?"),
    evenRow(
      7,
      byFunction(scope, "Shadowing by function (last value held)", "Shadowing", false),
      byFunction(scope, "Architecture by function (last value held)", "Architecture", true),
      sparse(
        scope,
        "Severity error by function (gap: none, or not invoked)",
        ["ShadowingErrors", "ArchitectureErrors"],
        true,
      ),
    ),
    evenRow(
      7,
      sparse(
        scope,
        "Shadowing by code and function (gap: none, or not invoked)",
        metricsOf("shadowing"),
        false,
      ),
      sparse(
        scope,
        "Architecture by code and function (gap: none, or not invoked)",
        metricsOf("architecture"),
        true,
      ),
      topFunctions(scope),
    ),
  ];
}

function topFunctions(scope: Scope): MetricContent {
  return {
    type: "metric",
    properties: {
      title: "Functions with the most findings (maximum at one time)",
      region: scope.region,
      view: "bar",
      metrics: [[{ expression: top(10, inForce("Shadowing", "Architecture")), id: "e1", label: "" }]],
      period: minutes(5),
      setPeriodToTimeRange: true,
      yAxis: { left: { min: 0, label: unit, showUnits: false } },
    },
  };
}
