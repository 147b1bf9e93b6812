import type { SavedQuery } from "./saved-query.ts";

export const query: SavedQuery = {
  name: "current-state",
  title: "Current state, by function",
  question: "What did each function report last, and when?",
  reading:
    "One row for each function and version. The numbers come from the last invocation: findings in force " +
    "at warning or above. An environment that still runs an older deployment can be the last to report. An " +
    "invocation without the shim reports no findings: see functions-unobserved. If bundle is 1, the function " +
    "is a bundle, and the numbers are only about what is outside it: see coverage.",
  parameters: [],
  // A count of 0 is left out, except where nothing was observed.
  text: `fields coalesce(Shadowing, 0) as shadowing_now, coalesce(Architecture, 0) as architecture_now,
  coalesce(ended_by, "end-mark") as ended
| filter outcrop = "invocation" and ended != "unobserved"
| stats latest(shadowing_now) as shadowing, latest(architecture_now) as architecture,
  max(CoverageBundled) as bundle, latest(environment) as newest_environment,
  count_distinct(environment) as environments, max(@timestamp) as last_report
  by function_name, function_version
| sort architecture desc, shadowing desc, function_name asc
| limit 10000`,
};
