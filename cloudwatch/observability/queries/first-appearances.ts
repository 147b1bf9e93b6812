import type { SavedQuery } from "./saved-query.ts";

export const query: SavedQuery = {
  name: "first-appearances",
  title: "First appearance of each finding",
  question: "Since when, and with which version of the function, does each finding exist?",
  reading:
    "One row for each function, code and package, newest first. severity is the last one reported. " +
    "Every environment repeats its findings, so the range must begin before the change that you look for.",
  parameters: [],
  text: `filter outcrop = "finding"
| stats earliest(timestamp) as first_seen, earliest(function_version) as first_version,
  latest(timestamp) as last_seen, latest(severity) as severity, count_distinct(environment) as environments,
  latest(message) as message
  by function_name, code, package
| sort first_seen desc
| limit 10000`,
};
