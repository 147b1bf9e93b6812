/** Plans, and carries the plan out where that is asked for. Attach and detach differ in their steps alone. */
import { counted } from "../../page/counts.ts";
import { Interruption } from "../shared/interruption.ts";
import { writeOutput } from "../shared/output.ts";
import { ProgressLine } from "../shared/progress-line.ts";
import { chosenNames } from "./choose.ts";
import { changeFleet } from "./fleet.ts";
import { exitCode, type FleetReport, reportJson } from "./fleet-report.ts";
import type { LambdaAccount } from "./lambda-account.ts";
import type { Layer } from "./layer.ts";
import type { Request } from "./options.ts";
import { type FunctionPlan, planFleet } from "./plan.ts";
import { reportText } from "./report.ts";
import type { Steps } from "./steps.ts";

export interface Run extends Request {
  readonly account: LambdaAccount;
  readonly command: FleetReport["command"];
  readonly region: string;
  readonly record: string | null;
  readonly layer: Layer | null;
  readonly steps: Steps;
  /** Before the first change, where something is to change: what the changes need. */
  readonly prepare: () => Promise<{ readonly steps: Steps; readonly layer: Layer | null }>;
}

/** @throws CallError where nothing can be read */
export async function runFleet(run: Run): Promise<FleetReport> {
  const { account, selection, command, execute } = run;
  const progress = new ProgressLine(process.stderr, false);
  const names = await chosenNames(account, selection);
  const plans = await planFleet(account, names, {
    steps: run.steps,
    tags: selection.tags,
    addsUnsigned: run.layer !== null && !run.layer.isSigned,
    onRead: (count) => progress.say(`reading: ${count} of ${counted(names.length, "function")}`),
  });
  progress.clear();
  const { region, record, layer } = run;
  const report = { command, executed: execute, region, layer, record, plans, outcomes: null, ended: null };
  return execute ? { ...report, ...(await carriedOut(run, plans, progress)) } : report;
}

async function carriedOut(
  run: Run,
  plans: readonly FunctionPlan[],
  progress: ProgressLine,
): Promise<Pick<FleetReport, "layer" | "outcomes" | "ended">> {
  const changes = plans.some(({ verdict }) => verdict.kind === "change");
  const { steps, layer } = changes ? await run.prepare() : run;
  const interruption = new Interruption(() => {
    progress.clear();
    process.stderr.write("outcrop: ending after the functions that were begun. Press Ctrl-C again to quit\n");
  });
  try {
    const done = await changeFleet(run.account, plans, steps, {
      isStopped: () => interruption.stopped,
      onDone: (count, all) => progress.say(`${run.command}: ${count} of ${counted(all, "function")}`),
    });
    return { layer, ...done };
  } finally {
    progress.clear();
    interruption.end();
  }
}

/** @returns the exit code */
export async function printReport(report: FleetReport, json: boolean): Promise<number> {
  await writeOutput(json ? reportJson(report) : `${reportText(report)}\n`, undefined);
  return exitCode(report);
}
