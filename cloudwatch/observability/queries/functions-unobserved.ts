import type { SavedQuery } from "./saved-query.ts";

export const query: SavedQuery = {
  name: "functions-unobserved",
  title: "Functions with the layer but without the variable",
  question: "Which functions ran without the shim, so that Outcrop saw no modules?",
  reading:
    "One row for each function and version. No rows is good. " +
    "Set AWS_LAMBDA_EXEC_WRAPPER=/opt/outcrop-wrapper on these functions.",
  parameters: [],
  text: `fields coalesce(FurtherInvocations, 0) + 1 as invoked
| filter outcrop = "invocation" and ended_by = "unobserved"
| stats sum(invoked) as invocations, max(@timestamp) as last_report by function_name, function_version
| sort invocations desc, function_name asc
| limit 10000`,
};
