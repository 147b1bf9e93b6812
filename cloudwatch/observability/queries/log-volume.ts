import type { SavedQuery } from "./saved-query.ts";

export const query: SavedQuery = {
  name: "log-volume",
  title: "Outcrop's share of the log volume",
  question: "How much of each log group's volume comes from Outcrop?",
  reading:
    "One row for each log group: characters of Outcrop's lines, characters of all lines, and Outcrop's " +
    "share in percent.",
  parameters: [],
  // isempty is documented as the number 1 or 0; ispresent as a boolean, which arithmetic need not take.
  text: `fields strlen(@message) as characters,
  strlen(@message) * (1 - isempty(outcrop)) as characters_of_outcrop
| stats sum(characters_of_outcrop) as outcrop, sum(characters) as total,
  100 * sum(characters_of_outcrop) / sum(characters) as percent
  by @log
| sort outcrop desc
| limit 10000`,
};
