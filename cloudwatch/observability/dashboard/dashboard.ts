/** The dashboard, in the order in which a person on call asks. */

import type { DashboardBody } from "../../preview/dashboard-body.ts";
import type { Scope } from "../scope.ts";
import { stack } from "./parts/layout.ts";
import { functionVariable } from "./parts/selection.ts";
import { changes } from "./sections/changes.ts";
import { contributors } from "./sections/contributors.ts";
import { costs } from "./sections/cost.ts";
import { currentStates } from "./sections/current-state.ts";
import { findingsOverTime } from "./sections/findings-over-time.ts";
import { packages } from "./sections/packages.ts";
import { runBook } from "./sections/run-book.ts";
import { singleValues } from "./sections/single-values.ts";

/**
 * What `AWS::CloudWatch::Dashboard` takes as `DashboardBody`, once it is made a string. The only `${…}` in it
 * are those of the scope: it holds no dynamic labels, so it can go into `Fn::Sub` as it is.
 */
export function dashboardBody(scope: Scope): DashboardBody {
  return {
    start: "-P1D",
    periodOverride: "inherit",
    variables: [functionVariable],
    widgets: stack([
      ...runBook(scope),
      ...singleValues(scope),
      ...findingsOverTime(scope),
      ...packages(scope),
      ...currentStates(scope),
      ...changes(scope),
      ...costs(scope),
      ...contributors(scope),
    ]),
  };
}
