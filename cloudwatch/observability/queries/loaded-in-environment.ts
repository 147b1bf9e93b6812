import { environmentParameter } from "./parameters.ts";
import type { SavedQuery } from "./saved-query.ts";

export const query: SavedQuery = {
  name: "loaded-in-environment",
  title: "What one environment has loaded",
  question: "Which copies has this environment loaded, in which order, and which module asked first?",
  reading:
    "One row for each copy, in the order in which Outcrop first saw them. " +
    "functions-reporting and fingerprints name environments.",
  parameters: [environmentParameter("ENVIRONMENT")],
  text: `fields @timestamp, package, version, root, path, modules, importer, specifier, how
| filter outcrop = "resolution" and environment = "ENVIRONMENT"
| sort @timestamp asc
| limit 10000`,
};
