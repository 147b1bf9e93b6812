import type { SavedQuery } from "./saved-query.ts";

export const query: SavedQuery = {
  name: "init-by-root",
  title: "What the init takes, by root",
  question: "How long do inits run in the function's own files, in the layers, in the runtime and in Node?",
  reading:
    "Only functions with OUTCROP_LOAD_TIME=1 have a row. Means of their environments, in milliseconds, the slowest " +
    "first. A root's time is that of its own files, with Node's work on their behalf.",
  parameters: [],
  text: `filter outcrop = "init"
| stats count(*) as environments, avg(init_ms) as init, avg(function_ms) as in_function,
  avg(layer_ms) as in_layers, avg(runtime_ms) as in_runtime, avg(node_ms) as in_node,
  avg(idle_ms) as waiting, avg(outcrop_ms) as in_outcrop
  by function_name
| sort init desc
| limit 10000`,
};
