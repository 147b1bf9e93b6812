import { copyLines, eachCopy, placeReading } from "./each-copy.ts";
import type { SavedQuery } from "./saved-query.ts";

export const query: SavedQuery = {
  name: "loaded-now",
  title: "What is loaded now, by function",
  question:
    "Which copies of which packages has each function loaded, and in which environment was each seen last?",
  reading:
    "One row for each copy. Outcrop reports a copy once in each environment, when it first sees the copy: " +
    "choose a range that begins at the last deployment. A copy whose last_seen is older than its " +
    "function's other rows was loaded before that. loaded-in-newest-environment gives the exact answer for " +
    `one function. ${placeReading}`,
  parameters: [],
  text: `filter ${copyLines}
| ${eachCopy}
| stats latest(timestamp) as last_seen, latest(environment) as newest_environment,
  count_distinct(environment) as environments
  by function_name, function_version, package_name, package_version, from_root, place, from_layer
| sort function_name asc, function_version desc, package_name asc, last_seen desc
| limit 10000`,
};
