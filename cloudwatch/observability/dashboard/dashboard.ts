/** The dashboard, in the order in which a person on call asks. */

import type { DashboardBody } from "../../preview/dashboard-body.ts";
import type { Scope } from "../scope.ts";
import { stack } from "./parts/layout.ts";
import { functionVariable } from "./parts/selection.ts";
import { contributors } from "./sections/contributors.ts";
import { costs } from "./sections/cost.ts";
import { findingsByFunction, findingsOverTime } from "./sections/findings-over-time.ts";
import { functionList } from "./sections/function-list.ts";
import { nextSteps } from "./sections/next-steps.ts";
import { numbers } from "./sections/numbers.ts";
import { runBook } from "./sections/run-book.ts";

/**
 * What `AWS::CloudWatch::Dashboard` takes as `DashboardBody`, once it is made a string. The only `${…}` in it
 * are those of the scope: it holds no dynamic labels, so it can go into `Fn::Sub` as it is.
 *
 * It opens with three hours: a log widget scans what is shown, and that is paid for at each look.
 */
export function dashboardBody(scope: Scope): DashboardBody {
  return {
    start: "-PT3H",
    periodOverride: "inherit",
    variables: [functionVariable],
    widgets: stack([
      ...nextSteps(scope),
      ...functionList(scope),
      ...numbers(scope),
      ...findingsOverTime(scope),
      ...findingsByFunction(scope),
      ...costs(scope),
      ...runBook(scope),
      ...contributors(scope),
    ]),
  };
}
