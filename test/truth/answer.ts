/** What `outcrop incident` answers to an incident's logs, as its JSON says it. */
import type { LogEvent } from "../../core/telemetry/log-event.ts";
import { analyse } from "../../incident/analysis/analyse.ts";
import { buildIncident } from "../../incident/model/build.ts";
import { readLogs } from "../../incident/read/read-logs.ts";
import { incidentDocument } from "../../incident/report/json.ts";

export interface Named {
  readonly code: string;
  readonly package: string;
  /** Of the winner, the loser and the importer, as far as there are any. */
  readonly paths: readonly string[];
}

export interface Answered {
  readonly verdict: string;
  /** The likeliest cause; several where several fit equally; none where no collision is blamed. */
  readonly named: readonly Named[];
  readonly confidence: string;
  /** What it says, with its reasons. */
  readonly text: string;
}

export type Document = ReturnType<typeof incidentDocument>;

export async function documentOf(folder: string): Promise<Document> {
  const onProblem = (): void => {};
  const events: AsyncIterable<LogEvent[]> = readLogs([folder], { onProblem, wanted: "relevant" });
  const incident = await buildIncident(events, { onProblem });
  return incidentDocument({ incident, analysis: analyse(incident), comparison: null });
}

export function answerOf({ answer, causes }: Document): Answered {
  // Not every version of the report has those that fit equally.
  const { equals = [] } = answer as { readonly equals?: readonly number[] };
  const indexes = answer.cause === null ? [] : [answer.cause, ...equals];
  return {
    verdict: answer.verdict,
    named: indexes.flatMap((index) => causes[index] ?? []).map(namedOf),
    confidence: answer.confidence,
    text: [answer.text, ...answer.because].join("\n"),
  };
}

function namedOf({ code, package: name, winner, loser, importer }: Document["causes"][number]): Named {
  const paths = [winner?.path, loser?.path, importer].filter((path) => path !== undefined && path !== null);
  return { code, package: name, paths };
}
