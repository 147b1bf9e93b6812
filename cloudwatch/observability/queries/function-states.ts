import type { SavedQuery } from "./saved-query.ts";
import { stateOfEachLine } from "./states.ts";

export const query: SavedQuery = {
  name: "function-states",
  title: "Functions by state",
  question: "How many functions fail, collide, are not seen or are healthy?",
  reading:
    "One row for each state that a function has, the worst first. Each function counts once. findings " +
    "counts pairs of code and package of each function, at severity warning or error. The query functions " +
    "names the functions.",
  parameters: [],
  text: `${stateOfEachLine}
| stats sortsFirst(state) as worst_state, count_distinct(finding) as different by name
| filter ispresent(name)
| stats count(*) as functions, sum(different) as findings by worst_state
| sort worst_state asc`,
};
