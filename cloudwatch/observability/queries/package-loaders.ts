import { copyLines, eachCopy, placeReading } from "./each-copy.ts";
import { packageParameter } from "./parameters.ts";
import type { SavedQuery } from "./saved-query.ts";

export const query: SavedQuery = {
  name: "package-loaders",
  title: "Functions that load a package, and from which copy",
  question: "Which functions load PACKAGE, which version, from which root and path, and since when?",
  reading:
    "One row for each function, function version and copy. Two rows for one function and version mean that " +
    `two copies are in use. ${placeReading}`,
  parameters: [packageParameter],
  text: `filter ${copyLines}
| ${eachCopy}
| parse item / by=(?<b>[^ ]*)/
| fields coalesce(b, importer) as asked_by
| filter package_name = "PACKAGE"
| stats earliest(timestamp) as first_seen, latest(timestamp) as last_seen,
  count_distinct(environment) as environments, latest(environment) as newest_environment,
  sortsLast(asked_by) as importer
  by function_name, function_version, package_version, from_root, place, from_layer
| sort function_name asc, last_seen desc
| limit 10000`,
};
