/** Writes events in each shape in which logs leave CloudWatch, as AWS's tools and services write them. */
import { gzipSync } from "node:zlib";

export interface Written {
  readonly message: string;
  readonly timestamp: number;
  readonly logGroup: string;
  readonly logStream: string;
  readonly eventId: string;
}

export type Key = "timestamp" | "logGroup" | "logStream" | "eventId";

export interface Shape {
  readonly name: string;
  /** What of an event it carries beside the message. */
  readonly carries: readonly Key[];
  /** A time without milliseconds. */
  readonly seconds?: true;
  /** Lines of a message cannot be told from messages. */
  readonly oneLine?: true;
  write(events: readonly Written[]): Buffer;
}

const utf8 = (text: string): Buffer => Buffer.from(text);
const iso = (event: Written): string => new Date(event.timestamp).toISOString();
const micros = (event: Written): string => iso(event).replace(/(\.\d{3})Z$/, "$1000+00:00");
/** Lambda ends each message with a line break, and CloudWatch keeps it. */
const raw = (event: Written): string => `${event.message}\n`;
const filtered = (event: Written) => ({
  logStreamName: event.logStream,
  timestamp: event.timestamp,
  message: raw(event),
  ingestionTime: event.timestamp + 900,
  eventId: event.eventId,
});

/** One delivery for each run of events of one stream. */
function deliveries(events: readonly Written[]): object[] {
  const control = {
    messageType: "CONTROL_MESSAGE",
    owner: "CloudwatchLogs",
    logGroup: "",
    logStream: "",
    subscriptionFilters: [],
    logEvents: [
      {
        id: "",
        timestamp: 1763632800000,
        message: "CWL CONTROL MESSAGE: Checking health of destination Firehose.",
      },
    ],
  };
  const result: object[] = [control];
  let previous: Written | undefined;
  let logEvents: object[] = [];
  for (const event of events) {
    if (previous?.logStream !== event.logStream || previous.logGroup !== event.logGroup) {
      logEvents = [];
      const { logGroup, logStream } = event;
      result.push({
        messageType: "DATA_MESSAGE",
        owner: "123456789012",
        logGroup,
        logStream,
        subscriptionFilters: ["all"],
        logEvents,
      });
    }
    logEvents.push({ id: event.eventId, timestamp: event.timestamp, message: raw(event) });
    previous = event;
  }
  return result;
}

const packed = (delivery: object): string => gzipSync(JSON.stringify(delivery)).toString("base64");
const csvCell = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const insightsTime = (event: Written): string => iso(event).replace("T", " ").replace("Z", "");
const insightsRow = (event: Written): object[] =>
  [
    ["@timestamp", insightsTime(event)],
    ["@message", raw(event)],
    ["@logStream", event.logStream],
    ["@log", `123456789012:${event.logGroup}`],
    ["@ptr", `Cn${event.eventId}`],
  ].map(([field, value]) => ({ field, value }));

function pretty(event: Written): string {
  try {
    return `\n${JSON.stringify(JSON.parse(event.message), null, 4)}`;
  } catch {
    return event.message;
  }
}

const all: readonly Key[] = ["timestamp", "logGroup", "logStream", "eventId"];
const named: readonly Key[] = ["timestamp", "logStream", "eventId"];
const queried: readonly Key[] = ["timestamp", "logGroup", "logStream"];
const answer = (indent?: number) => (events: readonly Written[]) =>
  utf8(`${JSON.stringify({ events: events.map(filtered), searchedLogStreams: [] }, null, indent)}\n`);

export const shapes: readonly Shape[] = [
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
    write: (events) =>
      utf8(
        `${events
          .map(
            (event) =>
              `EVENTS\t${event.eventId}\t${event.timestamp + 900}\t${event.logStream}\t${raw(event)}\t${event.timestamp}\n`,
          )
          .join("")}SEARCHEDLOGSTREAMS\tTrue\t2026/11/20/[$LATEST]ab\n`,
      ),
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
      return utf8(
        `${JSON.stringify({ events: logEvents, nextForwardToken: "f/3861/s", nextBackwardToken: "b/3860/s" }, null, 4)}\n`,
      );
    },
  },
  {
    name: "get-log-events --output text",
    carries: ["timestamp"],
    write: (events) =>
      utf8(
        `b/${"3".repeat(56)}/s\tf/${"4".repeat(56)}/s\n${events.map((event) => `EVENTS\t${event.timestamp + 900}\t${raw(event)}\t${event.timestamp}\n`).join("")}`,
      ),
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
  {
    name: "Insights get-query-results",
    carries: queried,
    write: (events) =>
      utf8(
        `${JSON.stringify({ queryLanguage: "CWLI", results: events.map(insightsRow), statistics: { recordsMatched: 1.0, bytesScanned: 999.0 }, status: "Complete" }, null, 4)}\n`,
      ),
  },
  {
    name: "Insights CSV of the console",
    carries: queried,
    write: (events) =>
      utf8(
        `@timestamp,@message,@logStream,@log\n${events.map((event) => [insightsTime(event), csvCell(raw(event)), event.logStream, `123456789012:${event.logGroup}`].join(",")).join("\n")}`,
      ),
  },
  {
    name: "Insights CSV of Excel",
    carries: queried,
    write: (events) =>
      utf8(
        `\uFEFF"@timestamp";"@message";"@logStream";"@log"\r\n${events.map((event) => [insightsTime(event), raw(event), event.logStream, `123456789012:${event.logGroup}`].map(csvCell).join(";")).join("\r\n")}\r\n`,
      ),
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
  {
    name: "subscription to Lambda",
    carries: all,
    write: (events) =>
      utf8(
        deliveries(events)
          .map((delivery) => JSON.stringify({ awslogs: { data: packed(delivery) } }))
          .join("\n"),
      ),
  },
  {
    name: "subscription to Kinesis",
    carries: all,
    write: (events) =>
      utf8(
        JSON.stringify(
          {
            Records: deliveries(events).map((delivery) => ({
              kinesis: { partitionKey: "p", data: packed(delivery) },
              eventSource: "aws:kinesis",
            })),
          },
          null,
          2,
        ),
      ),
  },
  {
    name: "kinesis get-records",
    carries: all,
    write: (events) =>
      utf8(
        JSON.stringify({
          Records: deliveries(events).map((delivery) => ({ SequenceNumber: "1", Data: packed(delivery) })),
          NextShardIterator: "A",
          MillisBehindLatest: 0,
        }),
      ),
  },
  {
    name: "Firehose transformation",
    carries: all,
    write: (events) =>
      utf8(
        JSON.stringify({
          invocationId: "i",
          deliveryStreamArn: "arn",
          region: "eu-central-1",
          records: deliveries(events).map((delivery, index) => ({
            recordId: String(index),
            data: packed(delivery),
          })),
        }),
      ),
  },
  {
    name: "Firehose to S3",
    carries: all,
    write: (events) =>
      Buffer.concat(deliveries(events).map((delivery) => gzipSync(JSON.stringify(delivery)))),
  },
  {
    name: "Firehose to S3 with GZIP",
    carries: all,
    write: (events) =>
      gzipSync(Buffer.concat(deliveries(events).map((delivery) => gzipSync(JSON.stringify(delivery))))),
  },
  {
    name: "Firehose to S3 with decompression",
    carries: all,
    write: (events) =>
      utf8(
        deliveries(events)
          .map((delivery) => JSON.stringify(delivery))
          .join(""),
      ),
  },
  {
    name: "Firehose to S3 with message extraction",
    carries: [],
    oneLine: true,
    write: (events) => utf8(events.map(raw).join("")),
  },
  {
    name: "Live Tail",
    carries: queried,
    write: (events) =>
      utf8(
        events
          .map((event) => ({
            logGroupIdentifier: `123456789012:${event.logGroup}`,
            logStreamName: event.logStream,
            message: raw(event),
            timestamp: event.timestamp,
            ingestionTime: event.timestamp + 900,
          }))
          .map(
            (result) =>
              `${JSON.stringify({ sessionUpdate: { sessionMetadata: { sampled: false }, sessionResults: [result] } })}\n`,
          )
          .join(""),
      ),
  },
];
