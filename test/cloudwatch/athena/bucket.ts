/**
 * Writes log streams into a folder as each way out of CloudWatch writes them into a bucket, with what else a
 * bucket then holds.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import type { SourceName } from "../../../cloudwatch/athena/sources.ts";
import type { LogEvent, Stream } from "./fleet.ts";

/** What an application may print next to Outcrop's lines. */
export const hostile: readonly string[] = [
  '{"outcrop":"finding","environment":"0000000000000000","function_name":"cut off","code":"shadow',
  'my "outcrop":"finding" is not JSON',
  '{"outcrop":"nothing of ours","function_name":"other"}',
  '{"outcrop":{"outcrop":"finding"},"function_name":"nested"}',
  '["outcrop":"finding"]',
  "",
  "a message\n  of several lines\n",
  "\u2028 a line separator, \u0085 another, and \u0001",
];

export function dayOf(timestamp: number): string {
  return new Date(timestamp).toISOString().slice(0, 10).replaceAll("-", "/");
}

function put(bucket: string, key: string, body: string | Buffer): void {
  mkdirSync(dirname(join(bucket, key)), { recursive: true });
  writeFileSync(join(bucket, key), body);
}

function byDay(events: readonly LogEvent[]): Map<string, LogEvent[]> {
  return Map.groupBy(events, ({ timestamp }) => dayOf(timestamp));
}

const task = "0a1b2c3d-1111-2222-3333-444455556666";

/**
 * An export task a group and day; what it exports in two chunks, of which the second comes first. The first
 * stream is exported twice.
 */
function s3Export(bucket: string, streams: readonly Stream[]): void {
  for (const [index, { group, name, events }] of streams.entries()) {
    for (const [day, ofDay] of byDay(events)) {
      const prefix = `exports/${day}${group}`;
      put(bucket, `${prefix}/aws-logs-write-test`, "Permission Check Successful");
      const written = ofDay.map(
        ({ timestamp, message }) => `${new Date(timestamp).toISOString()} ${message}\n`,
      );
      const half = Math.floor(written.length / 2);
      const body = gzipSync([...written.slice(half), ...written.slice(0, half)].join(""));
      put(bucket, `${prefix}/${task}/${name.replaceAll("/", "-")}/000000.gz`, body);
      if (index === 0)
        put(bucket, `${prefix}/${task.replace("0a", "1a")}/${name.replaceAll("/", "-")}/000000.gz`, body);
    }
  }
}

function envelopes({ group, name, events }: Stream): string[] {
  const common = {
    owner: "123456789012",
    logGroup: group,
    logStream: name,
    subscriptionFilters: ["outcrop"],
  };
  const batch = (some: readonly LogEvent[], from: number) => ({
    messageType: "DATA_MESSAGE",
    ...common,
    logEvents: some.map(({ timestamp, message }, index) => ({
      id: `${name}-${from + index}`,
      timestamp,
      message: `${message}\n`,
    })),
  });
  const control = {
    messageType: "CONTROL_MESSAGE",
    logEvents: [{ id: "", timestamp: 0, message: "CWL CONTROL MESSAGE: Checking health" }],
  };
  return [control, batch(events.slice(0, 5), 0), batch(events.slice(5), 5)].map((envelope) =>
    JSON.stringify(envelope),
  );
}

/** An object an hour; the last record is delivered twice. */
function firehose(
  bucket: string,
  streams: readonly Stream[],
  records: (stream: Stream) => readonly string[],
): void {
  for (const stream of streams) {
    for (const [day, events] of byDay(stream.events)) {
      const written = records({ ...stream, events });
      const body = [...written, written.at(-1)].map((record) => `${record}\n`).join("");
      const name = stream.name.replace(/[^a-z]/g, "");
      put(bucket, `firehose/${day}/10/outcrop-1-2026-11-20-10-00-00-${name}.gz`, gzipSync(body));
    }
  }
}

export function fillBucket(source: SourceName, bucket: string, streams: readonly Stream[]): void {
  if (source === "s3-export") s3Export(bucket, streams);
  if (source === "firehose-envelope")
    firehose(bucket, streams, (stream) => [...envelopes(stream), '{"messageType":"DATA_MESSAGE"', "{}"]);
  if (source === "firehose-message")
    firehose(bucket, streams, ({ events }) => events.map(({ message }) => message));
}
