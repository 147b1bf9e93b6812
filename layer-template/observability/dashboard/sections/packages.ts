/** Which packages collide, in how many functions, and what is to be done? */
import { query as findingsByPackage } from "../../queries/findings-by-package.ts";
import { query as newestFindings } from "../../queries/newest-findings.ts";
import { rules } from "../../rules.ts";
import type { Scope } from "../../scope.ts";
import { evenRow, type Row, row } from "../layout.ts";
import type { MetricContent } from "../types.ts";
import { logTable, minutes } from "../widgets.ts";
import { heading } from "./heading.ts";

export function packages(scope: Scope): Row[] {
  return [
    heading("Which packages, and what to do next?"),
    row(
      9,
      [8, logTable(scope, "Packages by the functions they collide in", findingsByPackage)],
      [16, logTable(scope, "What to do next: newest findings with their fix", newestFindings)],
    ),
  ];
}

/** The last row of all: with the rules off, nothing below it moves, and the template can leave it out by a condition. */
export function topContributors(scope: Scope): Row[] {
  return scope.rules ? [evenRow(7, ...contributors(scope))] : [];
}

/** As the console writes it; Contributor Insights knows nothing of the dashboard's variable. */
function contributors(scope: Scope): MetricContent[] {
  return rules.map(({ id, title }) => {
    const ruleName = scope.ruleNames[id];
    if (ruleName === undefined) throw new RangeError(`the scope has no name for the rule ${id}`);
    return {
      type: "metric",
      properties: {
        title: `${title} (all functions, count of environments)`,
        region: scope.region,
        view: "timeSeries",
        insightRule: { ruleName, maxContributorCount: 10, orderBy: "Sum" },
        period: minutes(5),
        legend: { position: "right" },
      },
    };
  });
}
