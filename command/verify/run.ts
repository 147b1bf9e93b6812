/** One run: makes, looks, and hands back what was seen. What fails is a reason, and the rest goes on. */
import { readFileSync } from "node:fs";
import { CallError } from "../shared/call-error.ts";
import type { Account } from "./account.ts";
import { askAlarms, askDashboards, askQueries, askSources, askTemplates } from "./ask.ts";
import { type Answer, Evidence } from "./evidence.ts";
import { makeFunction, makeLayer, makeLogGroup, makeRole, type Note } from "./make.ts";
import { type Format, formats, type Names } from "./names.ts";
import { declaredMetrics, invocations, invoke, probeMetric, readLines, samplesOf } from "./observe.ts";
import type { VerifyOptions } from "./options.ts";
import { functionZip, probeLayerZip } from "./probe.ts";

export interface RunParts {
  readonly account: Account;
  readonly region: string;
  readonly names: Names;
  readonly options: VerifyOptions;
  readonly note: Note;
  /** One line for a person who waits. */
  readonly progress: (line: string) => void;
}

export async function verify(parts: RunParts): Promise<Evidence> {
  const evidence = new Evidence();
  const { account, names, region, options, note, progress } = parts;
  const since = Date.now();

  /** @returns whether it was done */
  const step = async (missed: readonly string[], action: () => Promise<void>): Promise<boolean> => {
    try {
      if (!account.isStopped) await action();
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      if (account.isStopped) evidence.miss("*", "the run was interrupted");
      else for (const name of missed) evidence.miss(name, error.message);
      return false;
    }
    if (account.isStopped) evidence.miss("*", "the run was interrupted");
    return !account.isStopped;
  };

  progress("asking CloudFormation and CloudWatch whether they take what Outcrop ships");
  await step(["templates"], async () => evidence.set("templates", await askTemplates(account)));
  await step(["dashboard"], async () =>
    evidence.set("dashboard", await askDashboards(account, region, names, note)),
  );
  await step(["alarms"], async () => evidence.set("alarms", await askAlarms(account, names, note)));

  progress("making the functions");
  const running = await makeFunctions(parts, step);
  const answers: Answer[] = [];
  for (const format of running) {
    progress(`invoking ${names.functions[format]}`);
    await step([`lines.${format}`, `probeMetric.${format}`, "answers"], async () => {
      for (let count = 0; count < invocations; count++)
        answers.push(await invoke(account, names.functions[format]));
    });
  }
  if (answers.length > 0) evidence.set("answers", answers);

  progress("waiting for the logs");
  await Promise.all(
    running.map((format) =>
      step(
        [`lines.${format}`, `probeMetric.${format}`, ...(format === "text" ? ["outcropMetrics"] : [])],
        async () =>
          evidence.setOf("lines", format, await readLines(account, names.functions[format], options.waitMs)),
      ),
    ),
  );
  if (running.length > 0) {
    progress("asking Logs Insights");
    await step(["queries"], async () => evidence.set("queries", await askQueries(account, names, since)));
    await step(["sources"], async () => evidence.set("sources", await askSources(account, names, since)));
  }
  progress("waiting for the metrics");
  await step(["probeMetric", "outcropMetrics"], () => readMetrics(evidence, parts, running, since));
  return evidence;
}

type Step = (missed: readonly string[], action: () => Promise<void>) => Promise<boolean>;

/** @returns the functions that run */
async function makeFunctions({ account, names, options, note }: RunParts, step: Step): Promise<Format[]> {
  const every = ["answers", "lines", "probeMetric", "outcropMetrics", "queries", "sources"];
  let role = options.role ?? "";
  const layers: string[] = [];
  const isReady = await step(every, async () => {
    if (options.role === null) role = await makeRole(account, names, note);
    layers.push(options.layer ?? (await makeLayer(account, names.layer, readFileSync(options.zip), note)));
    layers.push(await makeLayer(account, names.probeLayer, await probeLayerZip(), note));
  });
  if (!isReady) return [];
  const { runtime, architecture } = options;
  const zip = await functionZip();
  const running: Format[] = [];
  for (const format of formats) {
    const ofText = format === "text" ? ["answers", "outcropMetrics", "queries", "sources"] : [];
    const isMade = await step([`lines.${format}`, `probeMetric.${format}`, ...ofText], async () => {
      await makeLogGroup(account, names.functions[format], note);
      const made = { format, zip, role, layers, runtime, architecture };
      await makeFunction(account, names.functions[format], made, note);
    });
    if (isMade) running.push(format);
  }
  return running;
}

/** @throws CallError */
async function readMetrics(
  evidence: Evidence,
  { account, names, options }: RunParts,
  running: readonly Format[],
  since: number,
): Promise<void> {
  const textName = names.functions.text;
  const own = evidence.has("lines.text") ? declaredMetrics(evidence.of("lines", "text"), textName) : [];
  const probes = running.filter((format) => evidence.has(`lines.${format}`));
  const asked = [...probes.map((format) => probeMetric(names.functions[format])), ...own];
  const samples = await samplesOf(account, asked, since, options.waitMs);
  for (const [place, format] of probes.entries()) evidence.setOf("probeMetric", format, samples[place] ?? 0);
  if (evidence.has("lines.text"))
    evidence.set(
      "outcropMetrics",
      Object.fromEntries(own.map(({ name }, place) => [name, samples[probes.length + place] ?? 0])),
    );
}
