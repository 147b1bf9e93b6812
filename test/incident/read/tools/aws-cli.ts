/** What `aws logs` prints with `--output` and `--query`. */
import type { Written } from "../shapes.ts";
import { filtered, raw, type Tool } from "./tool.ts";
import { yaml } from "./yaml.ts";

const formats = "https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-output-format.html";
const query = "https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-filter.html";
const table = "https://github.com/aws/aws-cli/blob/develop/awscli/table.py";

/** Rows of cells as awscli/table.py draws them: no cell is cut, and a line break in one stays. */
function drawn(title: string, headers: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = headers.map((header, column) =>
    Math.max(...[header, ...rows.map((row) => row[column] ?? "")].map((cell) => cell.length + 4)),
  );
  const rule = `|+${widths.map((width) => "-".repeat(width - 1)).join("+")}+|\n`;
  const line = (cells: readonly string[]): string =>
    `||${cells.map((cell, column) => `  ${cell}`.padEnd((widths[column] ?? 0) - 1)).join("|")}||\n`;
  const total = rule.length - 1;
  const centred = `|${title.padStart(total / 2).padEnd(total - 2)}|\n`;
  const head = `${"-".repeat(total)}\n${centred}+${"-".repeat(total - 2)}+\n|${centred.trim()}|\n`;
  return [head, rule, line(headers), rule, ...rows.map(line), rule].join("");
}

const renamed = (event: Written) => ({ t: event.timestamp, s: event.logStream, m: raw(event) });

export const awsCli: readonly Tool[] = [
  {
    name: "filter-log-events --output yaml",
    source: formats,
    write: (events) =>
      `events:\n${events.map((event) => yaml(filtered(event))).join("")}searchedLogStreams: []\n`,
  },
  {
    name: "filter-log-events --output yaml-stream",
    source: formats,
    write: (events) => {
      const indented = events.map((event) => yaml(filtered(event)).replace(/^(?=.)/gm, "  "));
      return `- events:\n${indented.join("")}  searchedLogStreams: []\n`;
    },
  },
  {
    name: "get-log-events --output yaml",
    source: formats,
    streamless: true,
    write: (events) =>
      `events:\n${events
        .map((event) =>
          yaml({ ingestionTime: event.timestamp + 900, message: raw(event), timestamp: event.timestamp }),
        )
        .join("")}nextBackwardToken: b/3860/s\nnextForwardToken: f/3861/s\n`,
  },
  {
    name: "filter-log-events --output table",
    source: table,
    write: (events) =>
      drawn(
        "FilterLogEvents",
        ["eventId", "ingestionTime", "logStreamName", "message", "timestamp"],
        events.map((event) => [
          event.eventId,
          String(event.timestamp + 900),
          event.logStream,
          raw(event),
          String(event.timestamp),
        ]),
      ),
  },
  {
    name: "--query 'events[].{t:timestamp,s:logStreamName,m:message}'",
    source: query,
    write: (events) => `${JSON.stringify(events.map(renamed), null, 4)}\n`,
  },
  {
    name: "--query 'events[].{t:timestamp,s:logStreamName,m:message}' | jq -c '.[]'",
    source: query,
    write: (events) => events.map((event) => `${JSON.stringify(renamed(event))}\n`).join(""),
  },
  {
    name: "--query '{found:events[].{text:message,when:timestamp,got:ingestionTime,where:logStreamName}}'",
    source: query,
    write: (events) =>
      JSON.stringify({
        found: events.map((event) => ({
          text: raw(event),
          when: event.timestamp,
          got: event.timestamp + 900,
          where: event.logStream,
        })),
      }),
  },
  {
    name: "--query 'events[].[logStreamName,message,timestamp]'",
    source: query,
    write: (events) =>
      `${JSON.stringify(
        events.map((event) => [event.logStream, raw(event), event.timestamp]),
        null,
        4,
      )}\n`,
  },
  {
    name: "--query 'events[].[timestamp,logStreamName,message]' --output text",
    source: formats,
    write: (events) =>
      events.map((event) => `${event.timestamp}\t${event.logStream}\t${raw(event)}\n`).join(""),
  },
  {
    name: "--query 'events[].message' --output text",
    source: formats,
    streamless: true,
    timeless: true,
    write: (events) => `${events.map(raw).join("\t")}\n`,
  },
  {
    name: "--query 'events[].message' --output yaml",
    source: formats,
    streamless: true,
    timeless: true,
    write: (events) => events.map((event) => `- ${yaml({ m: raw(event) }).slice("- m: ".length)}`).join(""),
  },
  {
    name: "Insights get-query-results with renamed fields",
    source: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetQueryResults.html",
    write: (events) =>
      JSON.stringify({
        results: events.map((event) => [
          { field: "at", value: new Date(event.timestamp).toISOString().replace("T", " ").replace("Z", "") },
          { field: "stream", value: event.logStream },
          { field: "line", value: raw(event) },
        ]),
        status: "Complete",
      }),
  },
];
