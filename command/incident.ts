/** `outcrop incident`: explains an incident from its logs. */
import type { Severity } from "../core/findings/finding.ts";
import { severityOrder } from "../core/findings/rule/severity.ts";
import type { Lock } from "../core/lock/lock.ts";
import { plainText } from "../core/telemetry/plain-text.ts";
import { analyse } from "../incident/analysis/analyse.ts";
import type { Cause } from "../incident/analysis/analysis.ts";
import { compare } from "../incident/analysis/compare.ts";
import type { Proof } from "../incident/analysis/proof.ts";
import { unusedContent } from "../incident/analysis/unused-content.ts";
import { IncidentBuilder } from "../incident/model/build.ts";
import type { Gap, Incident } from "../incident/model/model.ts";
import { type FileReading, shapesOf } from "../incident/read/recognised.ts";
import type { Report } from "../incident/report/report.ts";
import { counted, listed } from "../page/counts.ts";
import { nothingRead, otherFunctions } from "./incident/nothing-read.ts";
import { choices, help, type IncidentRequest, incidentRequest, options } from "./incident/options.ts";
import { render } from "./incident/render.ts";
import { sourceEvents } from "./incident/source.ts";
import { Interruption } from "./shared/interruption.ts";
import { checkOutput, writeOutput } from "./shared/output.ts";
import { ProblemList } from "./shared/problem-list.ts";
import { ProgressLine } from "./shared/progress-line.ts";

export { choices, help, options };

const exitNothingRead = 3;
/** Of files, for what a message can name. */
const maxReadings = 100_000;

/** @returns 0, 1 with a finding at or above --fail-on, 3 if nothing could be read. @throws UsageError */
export async function run(parameters: readonly string[]): Promise<number> {
  const request = incidentRequest(parameters, Date.now());
  checkOutput(request.out);
  const progress = new ProgressLine(process.stderr, request.progress);
  const say = (line: string): void => {
    progress.clear();
    process.stderr.write(line);
  };
  const problems = new ProblemList(say);
  const interruption = new Interruption(() =>
    say("outcrop: reading stopped; the report covers what was read. Press Ctrl-C again to quit\n"),
  );
  const builders = buildersOf(request, problems);
  const readings: FileReading[] = [];
  for (const { paths, into } of builders.parts) {
    const reading = sourceEvents({
      ...request,
      paths,
      onProblem: (problem) => problems.add(problem),
      onFile: (reading) => void (readings.length < maxReadings && readings.push(reading)),
      progress,
      signal: interruption.signal,
    });
    for await (const events of interruption.until(await reading))
      for (const event of events) for (const builder of into) builder.add(event);
    if (interruption.stopped) break;
  }
  progress.clear();
  interruption.end();
  problems.end();
  const missing = [
    ...(interruption.stopped ? [stopped] : []),
    ...(problems.count > 0 ? [unread(problems.count)] : []),
  ];
  const report = withUnused(builders.report(missing, readings), request.lock, say);
  const { functionName } = request;
  const others = builders.functionNames();
  const isAnothers = functionName !== undefined && !others.includes(functionName) && others.length > 0;
  if (report.incident.totals.events === 0 || isAnothers) {
    say(isAnothers ? otherFunctions(functionName, others) : nothingRead(readings));
    await end(exitNothingRead, interruption.stopped);
    return exitNothingRead;
  }
  if (request.proof !== null && !report.analysis.causes.some(isProved))
    say("outcrop: --proof: no error in these logs is the one that was proved, with the same finding\n");
  await writeOutput(await render(report, request), request.out);
  const code = fails(report, request.failOn) ? 1 : 0;
  await end(code, interruption.stopped);
  return code;
}

/** @param say gets a line if the lock and the logs have no function in common */
function withUnused(report: Report, lock: Lock | null, say: (line: string) => void): Report {
  if (lock === null) return report;
  const { environments } = report.incident;
  const unused = unusedContent(environments, lock);
  if (unused.length === 0 && environments.length > 0) {
    const seen = listed([...new Set(environments.map(({ functionName }) => functionName))], 5);
    const locked = listed([...lock.functions.keys()], 5) || "no function";
    say(
      `outcrop: --lock: no function in these logs has a layer of the lock. ${plainText(`The logs have ${seen}; the lock has ${locked}`)}\n`,
    );
  }
  return { ...report, unused };
}

function isProved({ standing }: Cause): boolean {
  return standing.kind === "linked" && standing.link.kind === "replay";
}

/** A pending read would keep the process alive. */
async function end(code: number, wasStopped: boolean): Promise<void> {
  if (wasStopped) process.exit(code);
}

interface Builders {
  /** The files of each part, and the builders that receive their events. */
  readonly parts: readonly { readonly paths: readonly string[]; readonly into: readonly IncidentBuilder[] }[];
  report(missing: readonly Gap[], readings: readonly FileReading[]): Report;
  functionNames(): readonly string[];
}

function buildersOf(
  { source, functionName, since, until, divide, proof }: IncidentRequest,
  problems: ProblemList,
): Builders {
  const builder = (from: number | undefined, to: number | undefined, isFirst = true): IncidentBuilder =>
    new IncidentBuilder({
      ...(functionName !== undefined && { functionName }),
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
      // If two builders see the same event, one of them reports the problem.
      ...(isFirst && { onProblem: (problem) => problems.add(problem) }),
    });
  if (source.kind === "good-and-bad") {
    const [good, bad] = [builder(since, until), builder(since, until)];
    const parts = [
      { paths: source.good, into: [good] },
      { paths: source.bad, into: [bad] },
    ];
    return {
      parts,
      report: (missing, readings) =>
        compared(good.finish(), withReading(bad.finish(), readings), missing, proof),
      functionNames: () => [...good.functionNames, ...bad.functionNames],
    };
  }
  const paths = source.kind === "files" ? source.files : [];
  if (divide === null) {
    const all = builder(since, until);
    return {
      parts: [{ paths, into: [all] }],
      report: (missing, readings) => reported(withGaps(withReading(all.finish(), readings), missing), proof),
      functionNames: () => all.functionNames,
    };
  }
  const good = builder(since, Math.min(divide.before, until ?? Number.POSITIVE_INFINITY));
  const bad = builder(Math.max(divide.after, since ?? Number.NEGATIVE_INFINITY), until, false);
  return {
    parts: [{ paths, into: [good, bad] }],
    report: (missing, readings) =>
      compared(good.finish(), withReading(bad.finish(), readings), missing, proof),
    functionNames: () => [...good.functionNames, ...bad.functionNames],
  };
}

function withReading(incident: Incident, readings: readonly FileReading[]): Incident {
  return { ...incident, shapes: shapesOf(readings) };
}

function reported(incident: Incident, proof: Proof | null): Report {
  return { incident, analysis: analyse(incident, { proof }), comparison: null };
}

function compared(good: Incident, bad: Incident, missing: readonly Gap[], proof: Proof | null): Report {
  const incident = withGaps(bad, missing);
  const comparison = compare(good, incident, proof);
  return { incident, analysis: comparison.analysis, comparison };
}

function withGaps(incident: Incident, gaps: readonly Gap[]): Incident {
  return { ...incident, gaps: [...gaps, ...incident.gaps] };
}

const stopped: Gap = gapOf("Ctrl-C stopped the reading. Later events are not in this report.", 1);

function unread(count: number): Gap {
  const places = counted(count, "place");
  return gapOf(`${places} in the logs could not be read. The command listed them on stderr.`, count);
}

function gapOf(text: string, count: number): Gap {
  return { kind: "partial-export", text, functionName: null, from: null, to: null, count, origin: null };
}

function fails({ analysis }: Report, failOn: Severity | undefined): boolean {
  if (failOn === undefined) return false;
  return analysis.causes.some(({ severity }) => severityOrder[severity] <= severityOrder[failOn]);
}
