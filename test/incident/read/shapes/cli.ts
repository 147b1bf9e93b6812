/** What `aws logs` prints. */
import {
  answer,
  filtered,
  iso,
  micros,
  named,
  pretty,
  raw,
  type Shape,
  utf8,
  type Written,
} from "./shape.ts";

/** What `--output text` prints of one event. */
const row = (event: Written, ...columns: readonly (string | number)[]): string =>
  `${["EVENTS", ...columns, raw(event), event.timestamp].join("\t")}\n`;

export const cli: readonly Shape[] = [
  { name: "filter-log-events", carries: named, write: answer(4) },
  { name: "filter-log-events on one line", carries: named, write: answer() },
  {
    name: "filter-log-events | jq -c .events[]",
    carries: named,
    write: (events) => utf8(events.map((event) => `${JSON.stringify(filtered(event))}\n`).join("")),
  },
  {
    name: "filter-log-events --query events",
    carries: named,
    write: (events) => utf8(`${JSON.stringify(events.map(filtered), null, 4)}\n`),
  },
  {
    name: "filter-log-events --query events[].message",
    carries: [],
    write: (events) => utf8(`${JSON.stringify(events.map(raw), null, 4)}\n`),
  },
  {
    name: "filter-log-events --output text",
    carries: named,
    write: (events) => {
      const lines = events.map((event) => row(event, event.eventId, event.timestamp + 900, event.logStream));
      return utf8(`${lines.join("")}SEARCHEDLOGSTREAMS\tTrue\t2026/11/20/[$LATEST]ab\n`);
    },
  },
  {
    name: "get-log-events",
    carries: ["timestamp"],
    write: (events) => {
      const logEvents = events.map((event) => ({
        timestamp: event.timestamp,
        message: raw(event),
        ingestionTime: event.timestamp + 900,
      }));
      const tokens = { nextForwardToken: "f/3861/s", nextBackwardToken: "b/3860/s" };
      return utf8(`${JSON.stringify({ events: logEvents, ...tokens }, null, 4)}\n`);
    },
  },
  {
    name: "get-log-events --output text",
    carries: ["timestamp"],
    write: (events) => {
      const lines = events.map((event) => row(event, event.timestamp + 900));
      return utf8(`b/${"3".repeat(56)}/s\tf/${"4".repeat(56)}/s\n${lines.join("")}`);
    },
  },
  {
    name: "logs tail",
    carries: ["timestamp", "logStream"],
    write: (events) =>
      utf8(events.map((event) => `${micros(event)} ${event.logStream} ${raw(event)}`).join("")),
  },
  {
    name: "logs tail --color on",
    carries: ["timestamp", "logStream"],
    write: (events) =>
      utf8(
        events
          .map(
            (event) =>
              `\u001b[32m${micros(event)}\u001b[0m \u001b[36m${event.logStream}\u001b[0m ${raw(event)}`,
          )
          .join(""),
      ),
  },
  {
    name: "logs tail --format short",
    carries: ["timestamp"],
    seconds: true,
    write: (events) => utf8(events.map((event) => `${iso(event).slice(0, 19)} ${raw(event)}`).join("")),
  },
  {
    name: "logs tail --format json",
    carries: ["timestamp", "logStream"],
    write: (events) =>
      utf8(
        events
          .map((event) => `${micros(event).replace(".000000", "")} ${event.logStream} ${pretty(event)}\n`)
          .join(""),
      ),
  },
];
