/** What subscriptions and Firehose deliver, and Live Tail. */
import { gzipSync } from "node:zlib";
import { all, deliveries, packed, queried, raw, type Shape, utf8 } from "./shape.ts";

export const deliveriesAndTails: readonly Shape[] = [
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
          .map((result) => ({ sessionMetadata: { sampled: false }, sessionResults: [result] }))
          .map((sessionUpdate) => `${JSON.stringify({ sessionUpdate })}\n`)
          .join(""),
      ),
  },
];
