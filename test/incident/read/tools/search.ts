/** Stores in which logs are searched: OpenSearch and Elasticsearch, Splunk, Loki. */
import type { Written } from "../shapes.ts";
import { byStream, csv, iso, json, lines, type Tool } from "./tool.ts";

const hits = "https://docs.opensearch.org/latest/api-reference/search-apis/search/";
/** The function that CloudWatch's subscription for OpenSearch installs names the fields. */
const source = (event: Written) => ({
  "@id": event.eventId,
  "@timestamp": iso(event),
  "@message": event.message,
  "@owner": "123456789012",
  "@log_group": event.logGroup,
  "@log_stream": event.logStream,
});
const hit = (event: Written) => ({
  _index: "cwl-2026.03.14",
  _id: event.eventId,
  _score: 1.0,
  _source: source(event),
});
const manuals = "https://help.splunk.com/en/splunk-enterprise";
const exporting = `${manuals}/search/search-manual/9.4/export-search-results`;
const splunk = `${exporting}/export-data-using-the-splunk-rest-api`;
const collector = `${manuals}/get-data-in/get-data-with-http-event-collector`;
const hec = `${collector}/format-events-for-http-event-collector`;
const result = (event: Written) => ({
  _time: iso(event).replace("Z", "+00:00"),
  _raw: event.message,
  host: "us-east-1",
  index: "main",
  source: `${event.logGroup}:${event.logStream}`,
  sourcetype: "aws:cloudwatchlogs",
});
const loki = "https://grafana.com/docs/loki/latest/reference/loki-http-api/";
const logcli = "https://grafana.com/docs/loki/latest/query/logcli/";
/** As lambda-promtail labels them. */
const labels = ({ logGroup, logStream }: Written) => ({
  __aws_cloudwatch_log_group: logGroup,
  __aws_cloudwatch_log_stream: logStream,
  __aws_log_type: "cloudwatch",
});
const nanoseconds = ({ timestamp }: Written): string => `${timestamp}000000`;
const streams = (events: readonly Written[]) =>
  byStream(events).map((own) => ({
    stream: labels(own[0] as Written),
    values: own.map((event) => [nanoseconds(event), event.message]),
  }));
const explore = "https://grafana.com/docs/grafana/latest/explore/logs-integration/";

export const search: readonly Tool[] = [
  {
    name: "OpenSearch hits",
    source: hits,
    write: (events) =>
      JSON.stringify(
        {
          took: 5,
          timed_out: false,
          _shards: { total: 1, successful: 1, skipped: 0, failed: 0 },
          hits: { total: { value: events.length, relation: "eq" }, max_score: 1.0, hits: events.map(hit) },
        },
        null,
        2,
      ),
  },
  {
    name: "elasticdump",
    source: "https://github.com/elasticsearch-dump/elasticsearch-dump",
    write: (events) => json(events, hit),
  },
  {
    name: "Elasticsearch's bulk request",
    source: "https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-bulk",
    write: (events) =>
      lines(
        events,
        (event) =>
          `${JSON.stringify({ index: { _index: "cwl", _id: event.eventId } })}\n` +
          JSON.stringify(source(event)),
      ),
  },
  {
    name: "Kibana's CSV report",
    source: "https://www.elastic.co/docs/explore-analyze/report-and-share",
    write: (events) =>
      csv(
        ",",
        ["@timestamp", "@message", "@log_stream"],
        events.map((event) => [
          new Date(event.timestamp)
            .toUTCString()
            .replace(
              /^\w+, (\d+) (\w+) (\d+) (\S+) GMT$/,
              `$2 $1, $3 @ $4.${String(event.timestamp % 1000).padStart(3, "0")}`,
            ),
          event.message,
          event.logStream,
        ]),
      ),
  },
  {
    name: "Splunk's HTTP Event Collector",
    source: hec,
    write: (events) =>
      events
        .map((event) =>
          JSON.stringify({
            time: event.timestamp / 1000,
            host: "orders",
            source: `lambda:orders:${event.logStream}`,
            sourcetype: "aws:lambda",
            event: event.message,
          }),
        )
        .join(""),
  },
  {
    name: "Splunk's HTTP Event Collector, with documents as events",
    source: hec,
    write: (events) =>
      json(events, (event) => ({
        time: (event.timestamp / 1000).toFixed(3),
        source: `lambda:orders:${event.logStream}`,
        event: event.message.startsWith("{") ? JSON.parse(event.message) : event.message,
      })),
  },
  {
    name: "Splunk's export in JSON",
    source: splunk,
    write: (events) => json(events, (event, offset) => ({ preview: false, offset, result: result(event) })),
  },
  {
    name: "Splunk's results in JSON",
    source: splunk,
    write: (events) =>
      JSON.stringify({
        preview: false,
        init_offset: 0,
        messages: [],
        fields: Object.keys(result(events[0] as Written)).map((name) => ({ name })),
        results: events.map(result),
        highlighted: {},
      }),
  },
  {
    name: "Splunk's export in CSV",
    source: splunk,
    write: (events) =>
      csv(
        ",",
        ["_raw", "_time", "host", "index", "source", "sourcetype"],
        events.map((event) => {
          const { _raw, _time, host, index, source: from, sourcetype } = result(event);
          return [_raw, _time, host, index, from, sourcetype];
        }),
      ),
  },
  {
    name: "Loki's API",
    source: loki,
    write: (events) =>
      JSON.stringify({
        status: "success",
        data: {
          resultType: "streams",
          result: streams(events),
          stats: { ingester: {}, summary: { totalLinesProcessed: 9 } },
        },
      }),
  },
  {
    name: "a push to Loki",
    source: loki,
    write: (events) => JSON.stringify({ streams: streams(events) }, null, 2),
  },
  {
    name: "logcli query",
    source: logcli,
    write: (events) =>
      lines(
        events,
        (event) =>
          `${iso(event)} ${JSON.stringify(labels(event)).replace(/"(\w+)":/g, "$1=")} ${event.message}`,
      ),
  },
  {
    name: "logcli query --output jsonl",
    source: logcli,
    write: (events) =>
      json(events, (event) => ({ labels: labels(event), line: event.message, timestamp: iso(event) })),
  },
  {
    name: "Grafana's download as text",
    source: explore,
    streamless: true,
    write: (events) =>
      'Common labels: {"service":"orders"}\nLine limit: 1000\n\n\n' +
      lines(events, (event) => `${nanoseconds(event)}\t${iso(event)}\t${event.message}`),
  },
  {
    name: "Grafana's download as JSON",
    source: explore,
    write: (events) =>
      JSON.stringify(
        events.map((event) => ({
          line: event.message,
          timestamp: nanoseconds(event),
          date: iso(event),
          fields: labels(event),
        })),
      ),
  },
  {
    name: "Grafana's download as CSV",
    source: explore,
    write: (events) =>
      csv(
        ",",
        ["Time", "Line", "tsNs", "labels", "id"],
        events.map((event, index) => [
          iso(event).replace("T", " ").replace("Z", ""),
          event.message,
          nanoseconds(event),
          JSON.stringify(labels(event)),
          `A_${index}`,
        ]),
      ),
  },
];
