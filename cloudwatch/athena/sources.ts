/**
 * The ways logs reach S3, and the view `log_event` over each: one row a log event, whoever wrote it. The
 * tables below it are in sources/*.table.sql and hold text and nothing else, so that a line that is broken
 * costs that line.
 */
import { eventColumns } from "./columns.ts";
import type { Dialect } from "./dialect.ts";

/**
 * `s3-export`: CreateExportTask. `firehose-envelope`: Firehose with decompression and a newline after each
 * record. `firehose-message`: the same with message extraction.
 */
export const sourceNames = ["s3-export", "firehose-envelope", "firehose-message"] as const;

export type SourceName = (typeof sourceNames)[number];

/** The name of a source's table. */
export function tableOf(source: SourceName): string {
  return source.replace("-", "_");
}

const unknownText = "CAST(NULL AS varchar)";
const unknownTime = "CAST(NULL AS timestamp)";

type EventSource = Readonly<
  Record<Exclude<keyof typeof eventColumns, "day" | "ingestion_time"> | "text" | "from", string>
>;

/**
 * The key of an exported object is `<prefix>/<task>/<stream>/<number>.gz`, the prefix is the reader's:
 * `<day>/<log group>`. A stream's slashes are written as `-`; those of its date are put back.
 */
function s3Export({ filePath, isoTime, group }: Dialect): EventSource {
  const stream = `regexp_extract(${filePath}, '/([^/]+)/[^/]+$', 1)`;
  const date = [1, 2, 3].map(group).join("/");
  return {
    log_group: `regexp_extract(${filePath}, '/[0-9]{4}/[0-9]{2}/[0-9]{2}(/.+)/[^/]+/[^/]+/[^/]+$', 1)`,
    log_stream: `regexp_replace(${stream}, '^([0-9]{4})-([0-9]{2})-([0-9]{2})-', '${date}/')`,
    event_id: unknownText,
    event_time: isoTime("written"),
    text: "text",
    // A line without a time is the rest of an event of several lines, which none of Outcrop's is.
    from: "FROM s3_export\n  WHERE text IS NOT NULL",
  };
}

/** One envelope of a subscription a line; control messages carry no event. */
function firehoseEnvelope({ json, jsonText, eachEvent, epochTime }: Dialect): EventSource {
  return {
    log_group: jsonText("envelope", "logGroup"),
    log_stream: jsonText("envelope", "logStream"),
    event_id: jsonText("event", "id"),
    event_time: epochTime(jsonText("event", "timestamp")),
    // With the newline that ended it.
    text: `regexp_replace(${jsonText("event", "message")}, '\\s+$', '')`,
    from: [
      `FROM (SELECT day, ${json("text")} AS envelope FROM firehose_envelope) AS envelopes`,
      `  ${eachEvent("envelope", "logEvents")}`,
      `  WHERE ${jsonText("envelope", "messageType")} = 'DATA_MESSAGE'`,
    ].join("\n"),
  };
}

/**
 * The messages and nothing else: group, stream and time are lost; the time is the one Outcrop wrote into its
 * line.
 */
function firehoseMessage({ json, jsonText, isoTime }: Dialect): EventSource {
  return {
    log_group: unknownText,
    log_stream: unknownText,
    event_id: unknownText,
    event_time: isoTime(jsonText(json("text"), "timestamp")),
    text: "text",
    from: "FROM firehose_message\n  WHERE text <> ''",
  };
}

const eventSources: Readonly<Record<SourceName, (dialect: Dialect) => EventSource>> = {
  "s3-export": s3Export,
  "firehose-envelope": firehoseEnvelope,
  "firehose-message": firehoseMessage,
};

/** Deliveries are at-least-once, and an export may be made twice: DISTINCT takes an event once. */
export function logEventView(source: SourceName, dialect: Dialect): string {
  const { from, ...columns } = eventSources[source](dialect);
  const all: Record<string, string> = { ...columns, day: "day", ingestion_time: unknownTime };
  const selected = [...Object.keys(eventColumns), "text"].map(
    (name) => `  ${all[name] === name ? name : `${all[name]} AS ${name}`}`,
  );
  return `CREATE OR REPLACE VIEW log_event AS\nSELECT DISTINCT\n${selected.join(",\n")}\n  ${from}\n`;
}
