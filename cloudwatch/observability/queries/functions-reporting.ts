import type { SavedQuery } from "./saved-query.ts";

export const query: SavedQuery = {
  name: "functions-reporting",
  title: "Functions that report",
  question: "Which functions report, with which version of Outcrop, and when did each report last?",
  reading:
    "One row for each function and version. The function that has not reported for longest comes first.",
  parameters: [],
  text: `filter outcrop in ["environment", "invocation"]
| stats max(@timestamp) as last_report, latest(environment) as newest_environment,
  count_distinct(environment) as environments, sortsLast(outcrop_version) as outcrop,
  sortsLast(node_version) as node
  by function_name, function_version
| sort last_report asc
| limit 10000`,
};
