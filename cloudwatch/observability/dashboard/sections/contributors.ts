/**
 * Which packages and functions keep meeting findings, by Contributor Insights. At the end of the dashboard:
 * the rules have a switch, and rows below one that may be missing would be in the template twice.
 */

import type { MetricContent } from "../../../preview/dashboard-body.ts";
import { rules } from "../../rules.ts";
import type { Scope } from "../../scope.ts";
import { evenRow, type Row } from "../parts/layout.ts";
import { minutes } from "../parts/widgets.ts";
import { heading } from "./heading.ts";

export function contributors(scope: Scope): Row[] {
  if (!scope.rules) return [];
  return [
    heading("Which packages and functions have findings most often? All functions, whatever you chose above"),
    evenRow(7, ...ruleGraphs(scope)),
  ];
}

/** As the console writes it; Contributor Insights knows nothing of the dashboard's variable. */
function ruleGraphs(scope: Scope): MetricContent[] {
  return rules.map(({ id, title }) => {
    const ruleName = scope.ruleNames[id];
    if (ruleName === undefined) throw new RangeError(`the scope has no name for the rule ${id}`);
    return {
      type: "metric",
      properties: {
        title: `${title} (environments)`,
        region: scope.region,
        view: "timeSeries",
        insightRule: { ruleName, maxContributorCount: 10, orderBy: "Sum" },
        period: minutes(5),
        legend: { position: "right" },
      },
    };
  });
}
