import type { SavedQuery } from "./saved-query.ts";

export const query: SavedQuery = {
  name: "errors-beside-findings",
  title: "Errors and findings of each function",
  question: "Do the functions with findings fail more?",
  reading:
    "One row for each function and version: reported invocations, failed invocations, and the most " +
    "findings in force during one of them.",
  parameters: [],
  // The line's own text, since whether a JSON boolean is found as 1 or as the word true is not documented.
  text: `fields strcontains(@message, '"failed":true') as has_failed,
  coalesce(FurtherInvocations, 0) + 1 as invoked, coalesce(Shadowing, 0) as shadowing_now,
  coalesce(Architecture, 0) as architecture_now
| filter outcrop = "invocation"
| stats sum(invoked) as invocations, sum(has_failed) as failures, max(shadowing_now) as shadowing,
  max(architecture_now) as architecture, max(@timestamp) as last_report
  by function_name, function_version
| sort failures desc, architecture desc, shadowing desc
| limit 10000`,
};
