import type { SavedQuery } from "./saved-query.ts";

const kinds = [
  "environment",
  "inventory",
  "init",
  "resolution",
  "finding",
  "invocation",
  "failure",
  "shutdown",
  "diagnostic",
]
  .map((kind) => `"${kind}"`)
  .join(", ");

export const query: SavedQuery = {
  name: "cost",
  title: "What Outcrop costs, by function",
  question: "How much does Outcrop log, and how long does it delay inits and invocations?",
  reading:
    "register_ms is the part of the init that waits for Outcrop. shim_ms is Outcrop's work in the " +
    "function's process. overhead_ms is how long Outcrop held the environment after an invocation. " +
    "Characters equal bytes, except letters outside ASCII.",
  parameters: [],
  text: `fields strlen(@message) as characters
| filter outcrop in [${kinds}]
| stats sum(characters) as log_characters, count(*) as lines, count_distinct(environment) as environments,
  sum(characters) / count_distinct(environment) as characters_per_environment,
  max(register_ms) as register_ms_max, max(shim_ms) as shim_ms_max, pct(OverheadMs, 50) as overhead_ms_p50,
  pct(OverheadMs, 99) as overhead_ms_p99
  by function_name
| sort log_characters desc
| limit 10000`,
};
