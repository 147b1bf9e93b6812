/** What one environment under a CPU regime shows in a few invokes. */
import { readFileSync } from "node:fs";
import type { InitResult, InvokeResponse } from "../../../sandbox/index.ts";
import { type RegimeOptions, type RegimeRun, startUnderRegime } from "../../support/cpu-regimes.ts";
import type { Measures } from "../paired.ts";
import { median } from "../statistics.ts";

export const units = {
  init: "ms",
  "first answer": "ms",
  "first invoke's answer": "ms",
  "first post": "ms",
  "later answers": "ms",
  "later posts": "ms",
  "longest later post": "ms",
  CPU: "ms",
  "time-outs": "",
  inits: "",
  "extension's peak RSS": "MB",
} as const;

export const measureNotes = [
  "first answer: from the start of the environment's first process to the answer, without the time from " +
    "init to invoke",
  "first invoke's answer: the part of it from the invoke's start; provisioned, a caller waits for this alone",
  "post: from the answer until runtime and extensions have asked for their next event, or the time-out",
  "later: the median of the second to fifth invoke; one without an answer counts as answered at its time-out",
  "after a reset: init is the second one, the first answer is the invoke's, and CPU and inits hold the " +
    "first init too",
  "time-outs: of five invokes; inits: the first included; CPU: of all processes until the fifth invoke " +
    "was over",
  "extension's peak RSS: the sum over the extension's processes",
] as const;

interface Course {
  /** From the start of the invoke, ms. */
  readonly answer: number;
  readonly post: number;
  readonly timedOut: boolean;
}

/** How often the extension's processes are looked at, ms. */
const lookEveryMs = 50;

export async function measureUnderRegime(
  options: RegimeOptions,
  events: readonly unknown[],
): Promise<Measures> {
  const run = await startUnderRegime(options);
  const memory = new PeakMemory(run);
  try {
    const courses: Course[] = [];
    for (const event of events) {
      const started = performance.now();
      const response = await run.invoke(event);
      courses.push(courseOf(response, started, options.sandbox.timeoutMs ?? 3_000));
      memory.look();
    }
    const [first, ...later] = courses;
    if (first === undefined) throw new Error("no invoke");
    // The invoke holds the second init, after a reset.
    const within = options.regime === "reset";
    const initMs = initOf(run.sandbox.inits()[within ? 1 : 0]);
    const laterPosts = later.map(({ post }) => post);
    return {
      init: initMs,
      "first answer": first.answer + (within ? 0 : initMs),
      "first invoke's answer": first.answer,
      "first post": first.post,
      "later answers": median(later.map(({ answer }) => answer)),
      "later posts": median(laterPosts),
      "longest later post": Math.max(...laterPosts),
      CPU: run.group.cpuMs(),
      "time-outs": courses.filter(({ timedOut }) => timedOut).length,
      inits: run.sandbox.inits().length,
      ...(memory.peakMb > 0 && { "extension's peak RSS": memory.peakMb }),
    };
  } finally {
    memory.stop();
    await run.close();
  }
}

/** Until runtime and extensions have asked for an event; where they did not, as long as it took. */
export function initOf(init: InitResult | undefined): number {
  if (init === undefined) return Number.NaN;
  const { started, runtimeReady, extensionsReady } = init.steps;
  return runtimeReady === undefined
    ? init.durationMs
    : Math.max(runtimeReady, extensionsReady ?? 0) - started;
}

/**
 * @throws Error for an invoke that fails otherwise than by a time-out: its figures would be of something
 *   else.
 */
export function courseOf(
  { status, timings, error }: InvokeResponse,
  started: number,
  timeoutMs: number,
): Course {
  if (status === "failure" || (status === "error" && timings.responsePosted === undefined))
    throw new Error(`an invoke failed: ${error?.errorType ?? status}`);
  const timedOut = status === "timeout";
  const cut = started + timeoutMs;
  const answered = timings.responsePosted ?? cut;
  const free = timedOut
    ? cut
    : Math.max(timings.runtimeNext ?? answered, ...Object.values(timings.extensionNext));
  return { answer: answered - started, post: Math.max(0, free - answered), timedOut };
}

/**
 * The kernel keeps each process's own peak. The peak of their sum is at most the sum of those that live
 * together.
 */
class PeakMemory {
  peakMb = 0;
  readonly #run: RegimeRun;
  readonly #timer: NodeJS.Timeout;

  constructor(run: RegimeRun) {
    this.#run = run;
    this.#timer = setInterval(() => this.look(), lookEveryMs);
  }

  look(): void {
    const leaders = new Set(Object.values(this.#run.sandbox.pids().extensions));
    const kilobytes = this.#run.group
      .members()
      .filter((pid) => leaders.has(processGroupOf(pid)))
      .reduce((sum, pid) => sum + peakOf(pid), 0);
    this.peakMb = Math.max(this.peakMb, kilobytes / 1_024);
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}

/** 0 for a process that is gone. */
function processGroupOf(pid: number): number {
  // proc_pid_stat(5): the fifth field; the second is in brackets and may hold anything.
  return Number(
    read(`/proc/${pid}/stat`)
      .replace(/^.*\) /s, "")
      .split(" ")[2] ?? 0,
  );
}

function peakOf(pid: number): number {
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0);
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
