import type { SavedQuery } from "./saved-query.ts";
import { stateOfEachLine } from "./states.ts";

export const query: SavedQuery = {
  name: "functions",
  title: "Every function and its state",
  question: "How is each function: failing, colliding, not seen or healthy?",
  reading:
    "One row for each function, the worst state in the range first. Its number is its rank, so a click on " +
    "the column sorts it. Healthy: it started in this range with full coverage, no invocation failed, and " +
    "Outcrop found nothing. " +
    "A function that is not seen is not healthy: Outcrop does not know. No start in this range: choose a " +
    "longer range. Silent: it has the layer, and wrote no line of Outcrop's. worst_finding is empty if the " +
    "finding's line is older than the range.",
  parameters: [],
  text: `${stateOfEachLine}
| stats sortsFirst(state) as worst_state, sortsFirst(finding) as worst_finding,
  count_distinct(finding) as findings, max(@timestamp) as last_seen,
  sortsLast(function_version) as newest_version, sortsLast(node_version) as node,
  sortsLast(outcrop_version) as outcrop_layer
  by name
| filter ispresent(name)
| sort worst_state asc, findings desc, name asc
| limit 10000`,
};
