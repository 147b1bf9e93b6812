import type { SavedQuery } from "./saved-query.ts";

export const query: SavedQuery = {
  name: "what-to-fix",
  title: "Findings and their fixes",
  question: "Which problems are there, in which functions, and what fixes them?",
  reading:
    "One row for each function, code and package at severity warning or error, errors first. " +
    "first_in_range is the first time in the range that you chose, which may be far from the first time " +
    "ever: ask first-appearances over a longer range. first_stream is the log stream of that environment. " +
    "An environment writes a finding once, when it meets it. Accepted findings are left out.",
  parameters: [],
  text: `filter outcrop = "finding" and severity in ["warning", "error"] and not ispresent(accepted)
| stats latest(severity) as severity, earliest(timestamp) as first_in_range,
  earliest(function_version) as first_version, earliest(@logStream) as first_stream,
  latest(message) as message, latest(fix) as fix
  by function_name, package, code
| sort severity asc, first_in_range desc
| limit 10000`,
};
