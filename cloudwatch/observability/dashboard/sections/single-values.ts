/** How bad is it: six numbers, each for the whole time that is shown. */

import { severityColours } from "../../../../page/colour.ts";
import type { Scope } from "../../scope.ts";
import { evenRow, type Row } from "../parts/layout.ts";
import { codeMetric } from "../parts/metric-names.ts";
import { emfErrors, howMany, howManyAboveZero, inForce, reports, total } from "../parts/searches.ts";
import { singleValue } from "../parts/widgets.ts";

export function singleValues(scope: Scope): Row[] {
  const { error, warning, calm } = severityColours;
  return [
    evenRow(
      4,
      singleValue(scope, "Functions that reported", howMany(reports()), "functions", calm),
      singleValue(
        scope,
        "Functions with shadowing",
        howManyAboveZero(inForce("Shadowing")),
        "functions",
        warning,
      ),
      singleValue(
        scope,
        "Functions with architecture findings",
        howManyAboveZero(inForce("Architecture")),
        "functions",
        error,
      ),
      singleValue(
        scope,
        "Findings of severity error",
        total(inForce("ShadowingErrors", "ArchitectureErrors")),
        "findings, maximum at one time",
        error,
      ),
      singleValue(
        scope,
        "Unresolved modules",
        total(inForce(codeMetric("unresolved-module"))),
        "findings, maximum at one time",
        error,
      ),
      singleValue(
        scope,
        "EMF errors, all log groups of the region",
        total(emfErrors()),
        "documents refused",
        warning,
      ),
    ),
  ];
}
