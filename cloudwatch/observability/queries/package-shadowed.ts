import { packageParameter } from "./parameters.ts";
import type { SavedQuery } from "./saved-query.ts";

export const query: SavedQuery = {
  name: "package-shadowed",
  title: "Functions where a package is shadowed",
  question:
    "In which functions does one copy of PACKAGE hide another, which copy is loaded and which is hidden?",
  reading:
    "One row for each function, function version and pair of copies. Severity info means that the copies " +
    "are compatible, or that the finding is accepted.",
  parameters: [packageParameter],
  text: `filter outcrop = "finding" and code = "shadowed-package" and package = "PACKAGE"
| stats latest(severity) as severity, earliest(timestamp) as first_seen, latest(timestamp) as last_seen,
  count_distinct(environment) as environments, latest(message) as message
  by function_name, function_version, winner_version, winner_root, loser_version, loser_root
| sort function_name asc, last_seen desc
| limit 10000`,
};
