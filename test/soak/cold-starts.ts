/**
 * Environments one after the other: nothing of one is left when the next begins. Most have one invoke; every
 * tenth none; in every fifth the function's process is killed, so that a second init runs next to what the
 * first left in /tmp.
 */
import { readdirSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { startSandbox } from "../../sandbox/index.ts";
import { Ledger } from "./ledger.ts";
import { filesIn } from "./long-life.ts";
import { factsOf, processesNaming } from "./process-facts.ts";
import { type SoakEvent, writeWorkload } from "./workload.ts";

export interface ColdStarts {
  readonly environments: number;
  readonly inits: number;
  readonly lines: Readonly<Record<string, number>>;
  /** Of the extension after its first invoke, kilobytes. */
  readonly rss: { readonly median: number; readonly highest: number };
  /**
   * Open descriptors of the process that drives the sandboxes, after the first environment and after the
   * last.
   */
  readonly driverDescriptors: readonly [number, number];
  readonly problems: readonly string[];
}

const packages = 4;
/** Connections of the driver's that are about to be closed. */
const spare = 3;

export function eventsOf(at: number, names: readonly string[]): readonly SoakEvent[] {
  const load = names[at % names.length] as string;
  if (at % 10 === 9) return [];
  return at % 5 === 2 ? [{ load }, { load, kill: true }, { load }] : [{ load }];
}

/** What was killed takes a moment to be gone. */
async function remaining(folder: string): Promise<number[]> {
  for (let attempt = 0; attempt < 300 && processesNaming(folder).length > 0; attempt++) await sleep(100);
  return processesNaming(folder);
}

/** @param folder an empty one; TMPDIR is `temporary` in it */
export async function coldStarts(
  { folder, temporary }: { readonly folder: string; readonly temporary: string },
  node: string,
  environments: number,
  progress: (text: string) => void,
): Promise<ColdStarts> {
  const { options, names } = writeWorkload(folder, packages, node);
  const lines: Record<string, number> = {};
  const problems: string[] = [];
  const rss: number[] = [];
  const descriptors: number[] = [];
  let inits = 0;
  for (let at = 0; at < environments; at++) {
    const ledger = new Ledger();
    const sandbox = await startSandbox({ ...options, onLine: ledger.onLine });
    try {
      for (const [index, event] of eventsOf(at, names).entries()) {
        const requestId = `00000000-0000-4000-8000-${String(at * 10 + index).padStart(12, "0")}`;
        ledger.expect({ requestId, outcome: event.kill ? "killed" : "success" });
        const { ok } = await sandbox.invoke(event, { requestId });
        if (ok === (event.kill === true)) ledger.problem(`${requestId} is answered wrongly`);
        const extension = sandbox.pids().extensions["outcrop"];
        if (index === 0 && extension !== undefined) rss.push(factsOf(extension).memory.rss);
      }
      await sandbox.end();
      const left = filesIn(sandbox);
      if (left !== "") ledger.problem(`in /tmp after the shutdown: ${left}`);
    } finally {
      await sandbox.shutdown();
    }
    inits += sandbox.inits().length;
    ledger.finish(sandbox.inits().length);
    const left = readdirSync(temporary);
    if (left.length > 0) ledger.problem(`left on the machine: ${left.join(" ")}`);
    const processes = await remaining(folder);
    if (processes.length > 0) ledger.problem(`${processes.length} processes are left`);
    for (const [type, count] of Object.entries(ledger.counts)) lines[type] = (lines[type] ?? 0) + count;
    problems.push(...ledger.problems.map((what) => `environment ${at}: ${what}`));
    descriptors.push(readdirSync("/proc/self/fd").length);
    progress(`${at + 1} of ${environments} environments`);
  }
  const driverDescriptors = [descriptors[0] ?? 0, descriptors.at(-1) ?? 0] as const;
  if (driverDescriptors[1] > driverDescriptors[0] + spare)
    problems.push(`the driver's descriptors: ${driverDescriptors.join(", then ")}`);
  rss.sort((a, b) => a - b);
  return {
    environments,
    inits,
    lines,
    rss: { median: rss[rss.length >> 1] ?? 0, highest: rss.at(-1) ?? 0 },
    driverDescriptors,
    problems: problems.slice(0, 20),
  };
}
