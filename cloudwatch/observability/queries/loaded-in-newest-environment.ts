import { copyLines, eachCopy, placeReading } from "./each-copy.ts";
import type { SavedQuery } from "./saved-query.ts";

export const query: SavedQuery = {
  name: "loaded-in-newest-environment",
  title: "What a function's newest environment has loaded",
  question: "Which copies has the newest environment of each version of this function loaded?",
  reading:
    "One row for each copy. This is the exact answer to what is loaded now, for one log group. " +
    `A new environment may not have loaded everything yet. ${placeReading}`,
  parameters: [
    {
      name: "LOG_GROUP",
      example: "/aws/lambda/orders",
      meaning: "the function's log group; choose the same log group in the console",
    },
  ],
  text: `filter ${copyLines}
| filter environment in (
  SOURCE 'LOG_GROUP'
  | filter outcrop = "environment"
  | stats latest(environment) as environment by function_name, function_version
  | fields environment
  )
| ${eachCopy}
| fields coalesce(m, modules) as modules_loaded
| display function_name, function_version, package_name, package_version, from_root, place,
  from_layer, modules_loaded, environment
| sort function_name asc, function_version desc, package_name asc
| limit 10000`,
};
