import type { SavedQuery } from "./saved-query.ts";

export const query: SavedQuery = {
  name: "init-failures",
  title: "Functions that fail in init",
  question: "Which functions fail before their first invocation, since when, and what explains it?",
  reading:
    "One row for each function and version, the newest failure first. The message has the error and its " +
    "explanation. If it only says that the init failed, the init ended without an error: by an exit, by a " +
    "crash or at its time limit.",
  parameters: [],
  // A shutdown line follows each failure line: of both messages, "init failed with …" sorts first.
  text: `filter outcrop in ["failure", "shutdown"] and (phase = "init" or ispresent(InitFailures))
| stats earliest(timestamp) as first_seen, latest(timestamp) as last_seen,
  count_distinct(environment) as environments, sortsFirst(message) as message
  by function_name, function_version
| sort last_seen desc
| limit 10000`,
};
