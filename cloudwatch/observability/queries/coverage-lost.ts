import type { SavedQuery } from "./saved-query.ts";

export const query: SavedQuery = {
  name: "coverage-lost",
  title: "Functions that lost coverage",
  question: "Which functions could Outcrop see before, and now only in part or not at all?",
  reading:
    "One row for each function whose newest environment was seen less than its first one in this range. " +
    "none: a deployment removed AWS_LAMBDA_EXEC_WRAPPER. bundled: the function's own code is now a bundle. " +
    "The range must begin before the change that you look for. A function that lost the layer writes no " +
    "line: see functions-reporting.",
  parameters: [],
  text: `filter outcrop = "environment" and ispresent(coverage)
| stats earliest(coverage) as before, latest(coverage) as now, earliest(timestamp) as first_start,
  latest(timestamp) as last_start, latest(function_version) as newest_version
  by function_name
| filter now != before and (now = "none" or before = "full")
| sort last_start desc
| limit 10000`,
};
