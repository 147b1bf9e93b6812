import type { SavedQuery } from "./saved-query.ts";

export const query: SavedQuery = {
  name: "current-state",
  title: "Current state, by function",
  question: "What did each function report last, and when?",
  reading:
    "One row for each function and version. The numbers come from the last invocation: findings in force " +
    "at warning or above. An environment that still runs an older deployment can be the last to report. An " +
    "invocation without the shim reports no findings: see functions-unobserved.",
  parameters: [],
  text: `filter outcrop = "invocation" and ispresent(Shadowing) and ispresent(Architecture)
| stats latest(Shadowing) as shadowing, latest(Architecture) as architecture,
  latest(fingerprint) as fingerprint, latest(environment) as newest_environment,
  count_distinct(environment) as environments, latest(timestamp) as last_report
  by function_name, function_version
| sort architecture desc, shadowing desc, function_name asc
| limit 10000`,
};
