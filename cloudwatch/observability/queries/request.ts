import type { SavedQuery } from "./saved-query.ts";

export const query: SavedQuery = {
  name: "request",
  title: "Everything about one request",
  question: "What do the platform, the function and Outcrop say about this request?",
  reading:
    "Every line that names the request id, oldest first. What Outcrop first saw during the request is in " +
    "the same log stream, just before the invocation line.",
  parameters: [
    {
      name: "REQUEST_ID",
      example: "0eaa2db0-0d72-484e-b10a-70607ea5fec3",
      meaning: "the invocation's request id",
    },
  ],
  text: `fields @timestamp, outcrop, message, @message, @logStream, @log
| filter @message like "REQUEST_ID"
| sort @timestamp asc
| limit 1000`,
};
