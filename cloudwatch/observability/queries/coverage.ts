import type { SavedQuery } from "./saved-query.ts";

export const query: SavedQuery = {
  name: "coverage",
  title: "How much of each function Outcrop saw",
  question: "Which functions could Outcrop see, and of which did it see only a part or nothing?",
  reading:
    "One row for each function and version. full: no bundle. bundled: Outcrop does not see the packages in " +
    "the bundle, so it has no findings about them. none: set " +
    "AWS_LAMBDA_EXEC_WRAPPER=/opt/outcrop-wrapper. A function that lost coverage has two rows.",
  parameters: [],
  text: `filter outcrop = "environment" and ispresent(coverage)
| stats latest(timestamp) as last_start, count_distinct(environment) as environments
  by function_name, function_version, coverage
| sort coverage asc, function_name asc, last_start desc
| limit 10000`,
};
