/** Results of Logs Insights, the console's CSV, and S3 exports. */
import { gzipSync } from "node:zlib";
import {
  csvCell,
  insightsRow,
  insightsTime,
  iso,
  queried,
  raw,
  type Shape,
  utf8,
  type Written,
} from "./shape.ts";

/** The columns of the console's tables: time, message, stream and log group. */
const cells = (event: Written): readonly string[] => [
  insightsTime(event),
  raw(event),
  event.logStream,
  `123456789012:${event.logGroup}`,
];

export const insights: readonly Shape[] = [
  {
    name: "Insights get-query-results",
    carries: queried,
    write: (events) => {
      const answered = {
        queryLanguage: "CWLI",
        results: events.map(insightsRow),
        statistics: { recordsMatched: 1.0, bytesScanned: 999.0 },
        status: "Complete",
      };
      return utf8(`${JSON.stringify(answered, null, 4)}\n`);
    },
  },
  {
    name: "Insights CSV of the console",
    carries: queried,
    write: (events) => {
      const lines = events.map((event) => {
        const [time = "", message = "", ...others] = cells(event);
        return [time, csvCell(message), ...others].join(",");
      });
      return utf8(`@timestamp,@message,@logStream,@log\n${lines.join("\n")}`);
    },
  },
  {
    name: "Insights CSV of Excel",
    carries: queried,
    write: (events) => {
      const lines = events.map((event) => cells(event).map(csvCell).join(";"));
      return utf8(`\uFEFF"@timestamp";"@message";"@logStream";"@log"\r\n${lines.join("\r\n")}\r\n`);
    },
  },
  {
    name: "Insights JSON of the console",
    carries: queried,
    write: (events) =>
      utf8(
        JSON.stringify(
          events.map((event) => ({
            "@timestamp": insightsTime(event),
            "@message": raw(event),
            "@logStream": event.logStream,
            "@log": event.logGroup,
          })),
        ),
      ),
  },
  {
    name: "CSV of the console's page of events",
    carries: ["timestamp"],
    write: (events) =>
      utf8(
        `timestamp,message\n${events.map((event) => `${event.timestamp},${csvCell(raw(event))}\n`).join("")}`,
      ),
  },
  {
    name: "S3 export",
    carries: ["timestamp"],
    write: (events) => gzipSync(events.map((event) => `${iso(event)} ${raw(event)}`).join("")),
  },
];
