import type { SavedQuery } from "./saved-query.ts";

export const query: SavedQuery = {
  name: "newest-findings",
  title: "Newest findings",
  question: "Which problems appeared last, where, and how are they fixed?",
  reading:
    "One row for each function, code and package of severity warning or error, the latest to appear first.",
  parameters: [],
  text: `filter outcrop = "finding" and severity in ["warning", "error"]
| stats earliest(timestamp) as first_seen, latest(severity) as severity, latest(message) as message, latest(fix) as fix
    by function_name, code, package
| sort first_seen desc
| limit 50`,
};
