import type { SavedQuery } from "./saved-query.ts";

export const query: SavedQuery = {
  name: "findings-by-package",
  title: "Findings by package",
  question: "Which packages collide in the most functions?",
  reading:
    "One row for each package and code at severity warning or error, with the number of functions that " +
    "have it.",
  parameters: [],
  text: `filter outcrop = "finding" and severity in ["warning", "error"]
| stats count_distinct(function_name) as functions, latest(function_name) as newest_function,
  latest(timestamp) as last_seen
  by package, code
| sort functions desc, last_seen desc
| limit 100`,
};
