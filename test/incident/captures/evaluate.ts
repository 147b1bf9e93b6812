/** A capture on its whole way: recorded, exported, read, joined and analysed. */
import type { FindingCode } from "../../../core/findings/finding.ts";
import type { LogEvent, Problem } from "../../../core/telemetry/log-event.ts";
import { analyse } from "../../../incident/analysis/analyse.ts";
import type { Analysis } from "../../../incident/analysis/analysis.ts";
import { buildIncident } from "../../../incident/model/build.ts";
import type { Gap, Incident } from "../../../incident/model/model.ts";
import { readLogs } from "../../../incident/read/read-logs.ts";
import { shapeNamed } from "../read/reading.ts";
import type { Capture } from "./capture.ts";
import { exportTo, writtenEvents } from "./export.ts";
import type { RecordedStream, Recorder } from "./record.ts";

export interface Evaluated {
  readonly streams: readonly RecordedStream[];
  readonly problems: readonly Problem[];
  /** Messages as they were and as they were read, each once, sorted: parts may overlap. */
  readonly written: readonly string[];
  readonly read: readonly string[];
  /** What the shape leaves out. */
  readonly gaps: readonly Gap["kind"][];
  /** Every event carries its time. */
  readonly timed: boolean;
  readonly incident: Incident;
  /** Built of every event, where the other is built of those that the reader takes for relevant. */
  readonly incidentOfAll: Incident;
  readonly analysis: Analysis;
}

export async function evaluate(capture: Capture, recorder: Recorder, folder: string): Promise<Evaluated> {
  const streams = await recorder.record(capture);
  const files = exportTo(folder, streams, capture.shape);
  const problems: Problem[] = [];
  const events: LogEvent[] = [];
  for await (const batch of readLogs(files, { onProblem: (problem) => problems.push(problem) }))
    events.push(...batch);
  const problem = (found: Problem): void => void problems.push(found);
  const incident = await buildIncident(readLogs([folder], { onProblem: problem, wanted: "relevant" }), {
    onProblem: problem,
  });
  const incidentOfAll = await buildIncident(readLogs([folder], { onProblem: problem }), {
    onProblem: problem,
  });
  const shapes = [capture.shape.as].flat().map(shapeNamed);
  const carried = (key: "timestamp" | "logStream"): boolean =>
    shapes.every(({ carries }) => carries.includes(key));
  const oneLine = shapes.some((shape) => shape.oneLine === true);
  const lines = (messages: readonly string[]): string[] =>
    [
      ...new Set(
        oneLine ? messages.flatMap((message) => message.split("\n").filter((line) => line !== "")) : messages,
      ),
    ].sort();
  return {
    streams,
    problems,
    written: lines(writtenEvents(streams).map(({ message }) => message)),
    read: lines(events.map(({ message }) => message)),
    gaps: [...(carried("logStream") ? [] : ["no-streams" as const]), ...(capture.gaps ?? [])],
    timed: carried("timestamp"),
    incident,
    incidentOfAll,
    analysis: analyse(incident),
  };
}

export interface Answer {
  readonly verdict: string;
  readonly cause: { readonly code: FindingCode; readonly package: string } | null;
}

/** What the analysis answers, as a capture declares it. */
export function answerOf({ answer: { verdict, cause: index }, causes }: Analysis): Answer {
  const cause = index === null ? undefined : causes[index];
  return { verdict, cause: cause === undefined ? null : { code: cause.code, package: cause.package } };
}
