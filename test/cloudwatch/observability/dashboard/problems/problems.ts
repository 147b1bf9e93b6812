/**
 * What is wrong with a dashboard body: first by its schema, then by the rules that no schema can say.
 * CloudWatch itself answers most of these with an empty widget and no message.
 */

import type { DashboardBody } from "../../../../../cloudwatch/preview/dashboard-body.ts";
import { expressionProblems } from "./expressions.ts";
import { gridProblems } from "./grid.ts";
import type { Known, Problem } from "./known.ts";
import { logProblems } from "./logs.ts";
import { variableProblems } from "./variables.ts";

/**
 * @param body parsed JSON of any shape
 * @param known what exists outside the dashboard: metrics, rules, a schema validator, a parser of log queries
 */
export function bodyProblems(body: unknown, known: Known): readonly Problem[] {
  const mismatches = known.schemaProblems(body);
  if (mismatches.length > 0) return mismatches;
  // The schema allows more than the types say; the rules look only at what both know.
  const checked = body as DashboardBody;
  return [
    ...gridProblems(checked),
    ...expressionProblems(checked, known),
    ...logProblems(checked, known),
    ...variableProblems(checked),
  ];
}
