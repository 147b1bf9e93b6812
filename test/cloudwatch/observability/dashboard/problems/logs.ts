/** Log widgets that query nothing, or in no language. */

import type { DashboardBody } from "../../../../../cloudwatch/preview/dashboard-body.ts";
import type { Known, Problem } from "./known.ts";

/** A group's name, or the groups of a prefix; `${…}` is what CloudFormation fills in. */
const group = /(?:SOURCE\s+(?:'[^'|]+'|logGroups\([^|]*\))|\$\{[A-Za-z0-9.:]+\})/;
const source = new RegExp(`^${group.source}(?:\\s*\\|\\s*${group.source})*\\s*\\|\\s*`);

export function logProblems({ widgets }: DashboardBody, { parseQuery }: Known): Problem[] {
  return widgets.flatMap((widget, i) => {
    if (widget.type !== "log") return [];
    const path = `/widgets/${i}/properties/query`;
    const { query } = widget.properties;
    const groups = source.exec(query);
    if (groups === null)
      return [{ path, message: "does not begin with SOURCE and log groups, and a bar after them" }];
    try {
      parseQuery(query.slice(groups[0].length));
      return [];
    } catch (error) {
      return [{ path, message: `is not a valid query: ${(error as Error).message}` }];
    }
  });
}
