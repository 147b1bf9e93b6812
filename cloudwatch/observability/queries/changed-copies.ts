import { copyLines, eachCopy } from "./each-copy.ts";
import { environmentParameter } from "./parameters.ts";
import type { SavedQuery } from "./saved-query.ts";

export const query: SavedQuery = {
  name: "changed-copies",
  title: "What changed between two fingerprints",
  question: "Which copies did one environment load and the other not?",
  reading:
    "One row for each package, version and root that only one of the two environments loaded. " +
    "only_in names that environment. No rows: both loaded the same packages. " +
    "The query fingerprints names an environment for each fingerprint.",
  parameters: [environmentParameter("ENVIRONMENT_A"), environmentParameter("ENVIRONMENT_B")],
  text: `filter ${copyLines} and environment in ["ENVIRONMENT_A", "ENVIRONMENT_B"]
| ${eachCopy}
| stats count_distinct(environment) as environments, latest(environment) as only_in,
  latest(place) as newest_place
  by package_name, package_version, from_root
| filter environments = 1
| sort package_name asc, only_in asc
| limit 10000`,
};
