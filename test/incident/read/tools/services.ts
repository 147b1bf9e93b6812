/** Services that hold logs: Datadog, New Relic, Sumo Logic, Papertrail; and queries of Athena. */
import type { Written } from "../shapes.ts";
import { csv, iso, json, raw, type Tool } from "./tool.ts";

const datadog = "https://docs.datadoghq.com/api/latest/logs/search-logs.md";
/** Datadog's forwarder takes a message that is a document apart. */
const attributes = (event: Written) =>
  event.message.startsWith("{") ? JSON.parse(event.message) : { aws: { invoked_function_arn: "orders" } };

export const services: readonly Tool[] = [
  {
    name: "Datadog's API",
    source: datadog,
    write: (events) =>
      JSON.stringify({
        data: events.map((event) => ({
          id: `AAAAAX${event.eventId}`,
          type: "log",
          attributes: {
            timestamp: iso(event),
            status: "info",
            message: event.message,
            host: event.logGroup,
            service: "orders",
            tags: ["env:prod", "functionname:orders"],
            attributes: { aws: { awslogs: { logGroup: event.logGroup, logStream: event.logStream } } },
          },
        })),
        meta: {
          elapsed: 132,
          page: {
            after: "eyJzdGFydEF0IjoiQVFBQUFYS2tMS3pPbm40NGV3QUFBQUJCV0V0clRFdDZVbG8zY3pCRmNsbHJiVmxDWlEifQ==",
          },
          status: "done",
        },
        links: { next: "https://api.datadoghq.com/api/v2/logs/events?page[cursor]=eyJz" },
      }),
  },
  {
    name: "Datadog's API, with documents taken apart",
    source: "https://docs.datadoghq.com/logs/log_configuration/parsing/?tab=matchers#parsing-json",
    streamless: true,
    write: (events) =>
      JSON.stringify({
        data: events.map((event) => ({
          id: "AAAAAX",
          type: "log",
          attributes: {
            timestamp: iso(event),
            message: event.message.startsWith("{") ? attributes(event).message : event.message,
            attributes: attributes(event),
          },
        })),
      }),
  },
  {
    name: "Datadog's archive",
    source: "https://docs.datadoghq.com/logs/log_configuration/archives/#format-of-the-archives",
    write: (events) =>
      json(events, (event) => ({
        _id: event.eventId,
        date: iso(event),
        host: event.logGroup,
        service: "orders",
        source: "lambda",
        status: "info",
        message: event.message,
        tags: ["env:prod"],
        attributes: { aws: { awslogs: { logStream: event.logStream } } },
      })),
  },
  {
    name: "Datadog's CSV",
    source: "https://docs.datadoghq.com/logs/explorer/export/",
    streamless: true,
    write: (events) =>
      csv(
        ",",
        ["Date", "Host", "Service", "Content"],
        events.map((event) => [iso(event), "orders", "orders", event.message]),
      ),
  },
  {
    name: "New Relic's NerdGraph",
    source: "https://docs.newrelic.com/docs/apis/nerdgraph/examples/nerdgraph-nrql-tutorial/",
    write: (events) =>
      JSON.stringify(
        {
          data: {
            actor: {
              account: {
                nrql: {
                  results: events.map((event) => ({
                    "aws.logGroup": event.logGroup,
                    "aws.logStream": event.logStream,
                    message: event.message,
                    "newrelic.source": "api.logs",
                    timestamp: event.timestamp,
                  })),
                },
              },
            },
          },
        },
        null,
        2,
      ),
  },
  {
    name: "Sumo Logic's search jobs",
    source: "https://help.sumologic.com/docs/api/search-job/",
    write: (events) =>
      JSON.stringify({
        fields: [{ name: "_messagetime", fieldType: "long", keyField: false }],
        messages: events.map((event) => ({
          map: {
            _messagetime: String(event.timestamp),
            _receipttime: String(event.timestamp + 5_000),
            _raw: JSON.stringify({
              timestamp: event.timestamp,
              message: raw(event),
              logStream: event.logStream,
            }),
            _sourcecategory: "lambda",
          },
        })),
      }),
  },
  {
    name: "Papertrail's API",
    source: "https://www.papertrail.com/help/search-api/",
    streamless: true,
    write: (events) =>
      JSON.stringify({
        min_id: "7711561783320576",
        max_id: "7711582041804800",
        events: events.map((event) => ({
          hostname: "orders",
          received_at: iso(event).replace(".000Z", "+00:00"),
          id: 7711561783320576,
          program: "lambda",
          severity: "Info",
          message: event.message,
        })),
      }),
  },
  {
    name: "LogScale's events",
    source: "https://library.humio.com/logscale-api/api-search-responseformat.html",
    write: (events) =>
      JSON.stringify(
        events.map((event) => ({
          "@timestamp": event.timestamp,
          "@rawstring": event.message,
          "@id": "b2qfrJ",
          logStream: event.logStream,
        })),
      ),
  },
  {
    name: "Athena's results in CSV",
    source: "https://docs.aws.amazon.com/athena/latest/ug/querying-finding-output-files.html",
    write: (events) =>
      csv(
        ",",
        ["log_stream", "time", "message"],
        events.map((event) => [event.logStream, iso(event).replace("T", " ").replace("Z", ""), raw(event)]),
      ),
  },
  {
    name: "Athena's get-query-results",
    source: "https://docs.aws.amazon.com/athena/latest/APIReference/API_GetQueryResults.html",
    write: (events) =>
      JSON.stringify({
        ResultSet: {
          Rows: events.map((event) => ({
            Data: [event.logStream, String(event.timestamp), raw(event)].map((VarCharValue) => ({
              VarCharValue,
            })),
          })),
          ResultSetMetadata: { ColumnInfo: [] },
        },
      }),
  },
];
