/** Agents and pipelines that carry logs, as they write them to a file or another system. */
import { gzipSync } from "node:zlib";
import type { Written } from "../shapes.ts";
import { byStream, iso, json, lines, raw, type Tool } from "./tool.ts";

const stdout = "https://docs.fluentbit.io/manual/data-pipeline/outputs/standard-output";
const seconds = (event: Written): number => event.timestamp / 1000;
const packed = (value: unknown): string => gzipSync(JSON.stringify(value)).toString("base64");
/** Ruby's and Fluent Bit's notation of a string. */
const inspected = (text: string): string => JSON.stringify(text);

function delivery(events: readonly Written[]) {
  return {
    messageType: "DATA_MESSAGE",
    owner: "123456789012",
    logGroup: events[0]?.logGroup,
    logStream: events[0]?.logStream,
    subscriptionFilters: ["all"],
    logEvents: events.map((event) => ({
      id: event.eventId,
      timestamp: event.timestamp,
      message: raw(event),
    })),
  };
}

export const collectors: readonly Tool[] = [
  {
    name: "Fluent Bit, one document a line",
    source: stdout,
    streamless: true,
    write: (events) => json(events, (event) => ({ date: seconds(event), log: raw(event) })),
  },
  {
    name: "Fluent Bit, a document of all",
    source: stdout,
    streamless: true,
    write: (events) => JSON.stringify(events.map((event) => ({ date: seconds(event), log: raw(event) }))),
  },
  {
    name: "Fluent Bit on the terminal",
    source: stdout,
    streamless: true,
    write: (events) =>
      lines(
        events,
        (event, index) =>
          `[${index}] lambda.orders: [[${seconds(event).toFixed(9)}, {}], ` +
          `{"log"=>${inspected(event.message)}}]`,
      ),
  },
  {
    name: "Fluentd's out_file",
    source: "https://docs.fluentd.org/output/file",
    streamless: true,
    write: (events) =>
      lines(
        events,
        (event) =>
          `${iso(event).replace("Z", "+00:00")}\tlambda.orders\t${JSON.stringify({ log: event.message })}`,
      ),
  },
  {
    name: "Vector's aws_kinesis_firehose",
    source: "https://vector.dev/docs/reference/configuration/sources/aws_kinesis_firehose/",
    streamless: true,
    write: (events) =>
      json(events, (event) => ({
        message: raw(event),
        request_id: "ed1d787c-b9e2-4631-92dc-8e7c9d26d804",
        source_arn: "arn:aws:firehose:us-east-1:111111111111:deliverystream/test",
        source_type: "aws_kinesis_firehose",
        timestamp: iso(event),
      })),
  },
  {
    name: "Vector's parse_aws_cloudwatch_log_subscription_message",
    source: "https://vector.dev/docs/reference/vrl/functions/#parse_aws_cloudwatch_log_subscription_message",
    write: (events) =>
      byStream(events)
        .map((own) =>
          JSON.stringify({
            log_events: own.map((event) => ({
              id: event.eventId,
              message: raw(event),
              timestamp: iso(event),
            })),
            log_group: own[0]?.logGroup,
            log_stream: own[0]?.logStream,
            message_type: "DATA_MESSAGE",
            owner: "111111111111",
            subscription_filters: ["Destination"],
          }),
        )
        .join("\n"),
  },
  {
    name: "Filebeat's aws-cloudwatch",
    source: "https://www.elastic.co/docs/reference/beats/filebeat/exported-fields-awscloudwatch",
    write: (events) =>
      json(events, (event) => ({
        "@timestamp": iso(event),
        "@metadata": { beat: "filebeat", type: "_doc", version: "8.15.0" },
        message: event.message,
        event: { id: event.eventId, ingested: new Date(event.timestamp + 5_000).toISOString() },
        "log.file.path": `${event.logGroup}/${event.logStream}`,
        awscloudwatch: {
          log_group: event.logGroup,
          log_stream: event.logStream,
          ingestion_time: new Date(event.timestamp + 900).toISOString(),
        },
        cloud: { provider: "aws", region: "us-east-1" },
      })),
  },
  {
    name: "Logstash's rubydebug",
    source: "https://www.elastic.co/docs/reference/logstash/plugins/plugins-codecs-rubydebug",
    streamless: true,
    write: (events) =>
      lines(
        events,
        (event) =>
          `{\n       "message" => ${inspected(event.message)},\n` +
          `    "@timestamp" => ${iso(event)},\n      "@version" => "1"\n}`,
      ),
  },
  {
    name: "Firehose to an HTTP endpoint",
    source: "https://docs.aws.amazon.com/firehose/latest/dev/httpdeliveryrequestresponse.html",
    write: (events) =>
      JSON.stringify({
        requestId: "ed4acda5-034f-9f42-bba1-f29aea6d7d8f",
        timestamp: 1578090903599,
        records: byStream(events).map((own) => ({ data: packed(delivery(own)) })),
      }),
  },
  {
    name: "Firehose to an HTTP endpoint, decompressed",
    source: "https://docs.aws.amazon.com/firehose/latest/dev/writing-with-cloudwatch-logs-decompression.html",
    write: (events) =>
      JSON.stringify({
        requestId: "ed4acda5-034f-9f42-bba1-f29aea6d7d8f",
        timestamp: 1578090903599,
        records: byStream(events).map((own) => ({
          data: Buffer.from(JSON.stringify(delivery(own))).toString("base64"),
        })),
      }),
  },
  {
    name: "the data of a subscription, a line each",
    source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html",
    write: (events) =>
      byStream(events)
        .map((own) => `${packed(delivery(own))}\n`)
        .join(""),
  },
  {
    name: "the event of a subscription in a function's log",
    source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html",
    write: (events) =>
      byStream(events)
        .map((own) => JSON.stringify({ awslogs: { data: packed(delivery(own)) } }))
        .map((event) => `2026-03-14T04:00:00.000Z\tevent: ${event}\n`)
        .join(""),
  },
  {
    name: "SQS messages of deliveries, documents in documents",
    source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html",
    write: (events) =>
      JSON.stringify({
        Messages: byStream(events).map((own) => ({
          MessageId: "19dd0b57-b21e-4ac1-bd88-01bbb068cb78",
          Body: JSON.stringify({ Type: "Notification", Message: JSON.stringify(delivery(own)) }),
        })),
      }),
  },
  {
    name: "the Telemetry API's batches",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html",
    streamless: true,
    write: (events) =>
      JSON.stringify(
        events.map((event) => ({
          time: iso(event),
          type: event.message.includes('"outcrop"') ? "extension" : "function",
          record: raw(event),
        })),
      ),
  },
  {
    name: "OpenTelemetry's file exporter",
    source: "https://opentelemetry.io/docs/specs/otel/protocol/file-exporter/",
    write: (events) =>
      byStream(events)
        .map((own) =>
          JSON.stringify({
            resourceLogs: [
              {
                resource: {
                  attributes: [
                    { key: "aws.log.group.names", value: { stringValue: own[0]?.logGroup } },
                    { key: "cloudwatch.log.stream", value: { stringValue: own[0]?.logStream } },
                  ],
                },
                scopeLogs: [
                  {
                    scope: {},
                    logRecords: own.map((event) => ({
                      timeUnixNano: `${event.timestamp}000000`,
                      observedTimeUnixNano: `${event.timestamp + 900}000000`,
                      body: { stringValue: event.message },
                    })),
                  },
                ],
              },
            ],
          }),
        )
        .join("\n"),
  },
];
