import type { SavedQuery } from "./saved-query.ts";

export const query: SavedQuery = {
  name: "failures",
  title: "Newest failures and their findings",
  question: "What failed last, and is there a finding about the code that failed?",
  reading:
    "One row for each failed init or invocation, newest first. Empty findings: no collision in the code " +
    "that failed.",
  parameters: [],
  text: `fields @timestamp, function_name, function_version, phase, error_name, error_code, findings,
  explanation, request_id
| filter outcrop = "failure"
| sort @timestamp desc
| limit 50`,
};
