import type { SavedQuery } from "./saved-query.ts";

export const query: SavedQuery = {
  name: "fingerprints",
  title: "Fingerprints over time",
  question: "Did what is loaded change, when, and with which version of the function?",
  reading:
    "One row for each set of copies that an environment had loaded in the end, newest first. last_seen is " +
    "when an environment last loaded something new, or ended. invocations are those of environments that " +
    "have ended. Two fingerprints of one version: the layer or the runtime changed, or some environments " +
    "have not loaded everything yet. Pass example_environment to changed-copies.",
  parameters: [],
  // A line has the fingerprint when it is new.
  text: `filter outcrop in ["invocation", "shutdown"] and ispresent(fingerprint)
| stats latest(fingerprint) as last_fingerprint, min(@timestamp) as started, max(@timestamp) as ended,
  max(invocations) as calls
  by function_name, function_version, environment
| stats min(started) as first_seen, max(ended) as last_seen, count(*) as environments,
  sum(calls) as invocations, sortsLast(environment) as example_environment
  by function_name, function_version, last_fingerprint
| sort function_name asc, first_seen desc
| limit 10000`,
};
