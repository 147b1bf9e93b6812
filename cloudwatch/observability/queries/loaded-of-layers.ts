import { copyLines, eachCopy, placeReading } from "./each-copy.ts";
import type { SavedQuery } from "./saved-query.ts";

export const query: SavedQuery = {
  name: "loaded-of-layers",
  title: "What is used of each layer",
  question: "Which packages of layers does any function load, and how many functions are that?",
  reading:
    "One row for each copy in a layer, those that the fewest functions load first. Choose a range that has " +
    "several deployments of all functions. What is in a layer and has no row was not loaded: outcrop incident " +
    `--lock names it, with its bytes. ${placeReading}`,
  parameters: [],
  text: `filter ${copyLines}
| ${eachCopy}
| filter from_root = "layer"
| stats count_distinct(function_name) as functions, count_distinct(environment) as environments,
  latest(timestamp) as last_seen
  by from_layer, package_name, package_version, place
| sort from_layer asc, functions asc, package_name asc
| limit 10000`,
};
