import type { SavedQuery } from "./saved-query.ts";

export const query: SavedQuery = {
  name: "findings-by-function",
  title: "Findings by function",
  question: "Which functions have the most different findings?",
  reading:
    "One row for each function. It counts pairs of code and package at severity warning or error, each " +
    "pair once, even when many environments repeat it.",
  parameters: [],
  text: `fields concat(code, " ", package) as finding
| filter outcrop = "finding" and severity in ["warning", "error"]
| stats count_distinct(finding) as findings, count_distinct(package) as packages by function_name
| sort findings desc
| limit 100`,
};
