import type { SavedQuery } from "./saved-query.ts";

export const query: SavedQuery = {
  name: "newest-findings",
  title: "Newest findings",
  question: "Which problems appeared last, where, and what fixes them?",
  reading:
    "One row for each function, code and package at severity warning or error. The newest finding comes " +
    "first.",
  parameters: [],
  text: `filter outcrop = "finding" and severity in ["warning", "error"]
| stats earliest(timestamp) as first_seen, latest(severity) as severity, latest(message) as message,
  latest(fix) as fix
  by function_name, code, package
| sort first_seen desc
| limit 50`,
};
