import { packageParameter } from "./parameters.ts";
import type { SavedQuery } from "./saved-query.ts";

export const query: SavedQuery = {
  name: "package-loaders",
  title: "Functions that load a package, and from which copy",
  question: "Which functions load PACKAGE, which version, from which root and path, and since when?",
  reading:
    "One row for each function, function version and copy. Two rows for one function and version mean that " +
    "two copies are in use.",
  parameters: [packageParameter],
  text: `filter outcrop = "resolution" and package = "PACKAGE"
| stats earliest(timestamp) as first_seen, latest(timestamp) as last_seen,
  count_distinct(environment) as environments, latest(environment) as newest_environment,
  sortsLast(importer) as importer
  by function_name, function_version, version, root, path
| sort function_name asc, last_seen desc
| limit 10000`,
};
