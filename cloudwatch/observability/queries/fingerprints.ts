import type { SavedQuery } from "./saved-query.ts";

export const query: SavedQuery = {
  name: "fingerprints",
  title: "Fingerprints over time",
  question: "Did what is loaded change, when, and with which version of the function?",
  reading:
    "One row for each set of copies that an environment had loaded by its last invocation, newest first. " +
    "Two fingerprints of one version: the layer or the runtime changed, or some environments have not " +
    "loaded everything yet. Pass example_environment to changed-copies.",
  parameters: [],
  text: `filter outcrop = "invocation"
| stats latest(fingerprint) as last_fingerprint, earliest(timestamp) as started, latest(timestamp) as ended,
  count(*) as calls
  by function_name, function_version, environment
| stats sortsFirst(started) as first_seen, sortsLast(ended) as last_seen, count(*) as environments,
  sum(calls) as invocations, sortsLast(environment) as example_environment
  by function_name, function_version, last_fingerprint
| sort function_name asc, first_seen desc
| limit 10000`,
};
