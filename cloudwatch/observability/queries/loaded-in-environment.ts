import { copyLines, eachCopy, placeReading } from "./each-copy.ts";
import { environmentParameter } from "./parameters.ts";
import type { SavedQuery } from "./saved-query.ts";

export const query: SavedQuery = {
  name: "loaded-in-environment",
  title: "What one environment has loaded",
  question: "Which copies has this environment loaded, in which order, and which module asked first?",
  reading:
    "One row for each copy, those that Outcrop saw first before the others. Copies that it saw at the same " +
    "time come in no order; with OUTCROP_DETAIL=packages each copy has its own time. An empty asked_for is " +
    `the package's name. ${placeReading} ` +
    "functions-reporting and fingerprints name environments.",
  parameters: [environmentParameter("ENVIRONMENT")],
  text: `filter ${copyLines} and environment = "ENVIRONMENT"
| ${eachCopy}
| parse item / by=(?<b>[^ ]*)/
| parse item / as=(?<s>[^ ]*)/
| parse item / how=(?<h>[^ ]*)/
| fields coalesce(m, modules) as modules_loaded, coalesce(b, importer) as asked_by,
  coalesce(s, specifier) as asked_for, coalesce(h, how) as asked_how
| display @timestamp, package_name, package_version, from_root, place, from_layer, modules_loaded,
  asked_by, asked_for, asked_how
| sort @timestamp asc
| limit 10000`,
};
