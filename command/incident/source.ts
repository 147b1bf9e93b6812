/** The events of a request, from files or from CloudWatch Logs. */
import type { LogEvent, Problem } from "../../core/telemetry/log-event.ts";
import type { FileReading } from "../../incident/read/recognised.ts";
import { utc } from "../../incident/report/words/time.ts";
import { counted, number } from "../../page/counts.ts";
import { capturedEvents } from "../shared/capture.ts";
import type { ProgressLine } from "../shared/progress-line.ts";
import type { Source } from "./options.ts";

export interface SourceOptions {
  readonly source: Source;
  readonly functionName: string | undefined;
  /** The files of this part of the source. */
  readonly paths: readonly string[];
  readonly onProblem: (problem: Problem) => void;
  readonly onFile: (reading: FileReading) => void;
  readonly progress: ProgressLine;
  readonly signal: AbortSignal;
}

export async function sourceEvents({
  source,
  functionName,
  paths,
  onProblem,
  onFile,
  progress,
  signal,
}: SourceOptions): Promise<AsyncIterable<LogEvent[]>> {
  if (source.kind !== "live") {
    return capturedEvents(paths, {
      onProblem,
      onFile,
      signal,
      onProgress: ({ files, filesRead, bytes, bytesRead }) =>
        progress.show({
          done: `${number(filesRead)} of ${counted(files, "file")}`,
          bytes: bytesRead,
          allBytes: bytes,
        }),
    });
  }
  const { fetchLogs } = await import("../../incident/fetch/fetch-logs.ts");
  const save =
    source.save === undefined
      ? undefined
      : (await import("../../incident/fetch/save-events.ts")).saveEvents(source.save);
  return fetchLogs({
    logGroup: source.logGroups,
    since: source.since,
    until: source.until,
    signal,
    onProblem,
    onProgress: ({ groups, groupsDone, events, bytes, reached }) => {
      const upTo = reached === null ? "" : ` up to ${utc(reached)}`;
      progress.show({
        done: `${number(groupsDone)} of ${counted(groups, "log group")}, ${counted(events, "event")}${upTo}`,
        bytes,
        allBytes: 0,
      });
    },
    ...(functionName !== undefined && { functionName }),
    ...(source.region !== undefined && { region: source.region }),
    ...(save !== undefined && { save }),
  });
}
