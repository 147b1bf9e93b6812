/** What Outcrop says about the event: from a replay with its layer, or from the logs of an incident. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { layerZip } from "../../core/own-files.ts";
import { analyse } from "../../incident/analysis/analyse.ts";
import type { Analysis } from "../../incident/analysis/analysis.ts";
import { IncidentBuilder } from "../../incident/model/build.ts";
import type { RunResult } from "../../sandbox/index.ts";
import { capturedEvents } from "../shared/capture.ts";
import { ProblemList } from "../shared/problem-list.ts";

/** The built layer, and what attaches it. */
export const outcropLayer = fileURLToPath(layerZip);
export const attached = { AWS_LAMBDA_EXEC_WRAPPER: "/opt/outcrop-wrapper" };

/** @throws Error if the layer was not built */
export function checkLayer(): void {
  if (!existsSync(outcropLayer)) throw new Error("dist/outcrop-layer.zip is missing. Run npm run build");
}

export function analysisOfRun({ logs }: RunResult): Analysis {
  const builder = new IncidentBuilder({});
  const context = { logGroup: null, logStream: "replay", eventId: null, file: "replay" };
  for (const [index, event] of logs.stream.entries()) builder.add({ ...event, ...context, line: index + 1 });
  return analyse(builder.finish());
}

/** @throws Error if the files hold no log of a function */
export async function analysisOfLogs(paths: readonly string[]): Promise<Analysis> {
  const problems = new ProblemList((line) => void process.stderr.write(line));
  const builder = new IncidentBuilder({ onProblem: (problem) => problems.add(problem) });
  const { signal } = new AbortController();
  for await (const events of capturedEvents(paths, { onProblem: (problem) => problems.add(problem), signal }))
    for (const event of events) builder.add(event);
  problems.end();
  const incident = builder.finish();
  if (incident.totals.events === 0) throw new Error("--incident: no log events of a function could be read");
  return analyse(incident);
}
