/** Tools that print the logs of CloudWatch in a terminal, and copies of what a screen shows. */
import type { Written } from "../shapes.ts";
import { color, iso, lines, micros, prettyJson, raw, type Tool } from "./tool.ts";

const sam =
  "https://github.com/aws/aws-sam-cli/blob/develop/samcli/lib/observability/cw_logs/cw_log_formatters.py";
const awslogs = "https://github.com/jorgebastida/awslogs/blob/master/awslogs/core.py";
const console = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/ViewLogData.html";

/** Python's isoformat leaves out a fraction of zero. */
const pythonTime = (event: Written): string => micros(event).replace(".000000", "");

export const commandLine: readonly Tool[] = [
  {
    name: "sam logs",
    source: sam,
    write: (events) =>
      lines(events, (event) => `${event.logStream} ${pythonTime(event)} ${prettyJson(event.message, 2)}`),
  },
  {
    name: "sam logs with colours",
    source: sam,
    write: (events) =>
      lines(
        events,
        (event) =>
          `${color(36, event.logStream)} ${color(33, pythonTime(event))} ${prettyJson(event.message, 2)}`,
      ),
  },
  {
    name: "sam logs --output json",
    source: sam,
    write: (events) =>
      lines(events, (event) =>
        JSON.stringify({
          logStreamName: event.logStream,
          timestamp: event.timestamp,
          message: raw(event),
          ingestionTime: event.timestamp + 900,
          eventId: event.eventId,
        }),
      ),
  },
  {
    name: "awslogs get",
    source: awslogs,
    timeless: true,
    write: (events) => lines(events, (event) => `${event.logGroup} ${event.logStream} ${event.message}`),
  },
  {
    name: "awslogs get --timestamp --ingestion-time",
    source: awslogs,
    write: (events) =>
      lines(
        events,
        (event) =>
          `${event.logGroup} ${event.logStream} ${iso(event)} ` +
          `${new Date(event.timestamp + 900).toISOString()} ${event.message}`,
      ),
  },
  {
    name: "awslogs get --timestamp with colours",
    source: awslogs,
    write: (events) =>
      lines(
        events,
        (event) =>
          `${color(32, event.logGroup)} ${color(36, event.logStream)} ` +
          `${color(33, iso(event))} ${event.message}`,
      ),
  },
  {
    name: "cw tail --timestamp --stream-name",
    source: "https://github.com/lucagrulla/cw",
    write: (events) => lines(events, (event) => `${iso(event)} - ${event.logStream} - ${event.message}`),
  },
  {
    name: "utern --timestamps --stream",
    source: "https://github.com/knqyf263/utern",
    write: (events) =>
      lines(events, (event) => `${event.logGroup} ${event.logStream} ${iso(event)} ${event.message}`),
  },
  {
    name: "the console's table of events, copied",
    source: console,
    streamless: true,
    write: (events) => lines(events, (event) => `${iso(event)}\t${event.message}`),
  },
  {
    name: "the console's table of events with the stream, copied",
    source: console,
    write: (events) => lines(events, (event) => `${iso(event)}\t${event.message}\t${event.logStream}`),
  },
  {
    name: "a terminal whose tabs became blanks",
    source: "https://man7.org/linux/man-pages/man1/script.1.html",
    streamless: true,
    timeless: true,
    write: (events) => lines(events, (event) => event.message.replaceAll("\t", "    ")),
  },
  {
    name: "cdk watch",
    source: "https://docs.aws.amazon.com/cdk/v2/guide/ref-cli-cmd-watch.html",
    streamless: true,
    timeless: true,
    write: (events) => lines(events, (event) => `[OrdersStack-Orders8B3F0AE4] 03:12:03 AM ${event.message}`),
  },
];
