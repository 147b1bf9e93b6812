/** One environment and many invokes: what it says adds up, and nothing it holds grows with the invokes. */
import { readdirSync, statSync } from "node:fs";
import { type Sandbox, startSandbox } from "../../sandbox/index.ts";
import { Ledger } from "./ledger.ts";
import { factsOf, type ProcessFacts, processesNaming } from "./process-facts.ts";
import { type Sample, type Trend, trendOf } from "./trend.ts";
import { eventOf, loadsOf, nextLoad, writeWorkload } from "./workload.ts";

export interface LongLife {
  readonly invokes: number;
  readonly lines: Readonly<Record<string, number>>;
  readonly samples: number;
  /**
   * Trends are of the samples after so many invokes: before, V8 enlarges its heap and optimizes what is hot.
   */
  readonly warmUp: number;
  /** Kilobytes. */
  readonly extension: Readonly<Record<"rss" | "pss" | "privateDirty", Trend>>;
  readonly runtime: Readonly<Record<"rss", Trend>>;
  readonly driver: Readonly<Record<"rss", Trend>>;
  /** The fewest and the most at any sample. */
  readonly descriptors: Readonly<Record<"extension" | "runtime", readonly [number, number]>>;
  readonly threads: Readonly<Record<"extension" | "runtime", readonly [number, number]>>;
  readonly journalBytes: number;
  readonly problems: readonly string[];
}

interface Look {
  readonly at: number;
  readonly extension: ProcessFacts;
  readonly runtime: ProcessFacts;
  readonly driverRss: number;
  readonly journalBytes: number;
  /** Packages and distinct failures so far: what the journal must report. */
  readonly news: number;
}

const looks = 200;
const maxWarmUp = 20_000;
/**
 * More open descriptors or threads than at the first look are a leak. A connection that is made again
 * overlaps the old one.
 */
const spare = 3;
/**
 * Of private memory, in kilobytes per 1,000 invokes; judged over no fewer invokes than this, since heaps
 * breathe.
 */
const maxFloorSlope = 32;
const judgedInvokes = 40_000;
const files = [".outcrop", ".outcrop/alive", ".outcrop/journal"].join(" ");

/** @param folder an empty one; TMPDIR is in it, so that all the sandbox makes does too */
export async function longLife(
  folder: string,
  node: string,
  invokes: number,
  progress: (text: string) => void,
): Promise<LongLife> {
  const { options, names } = writeWorkload(folder, loadsOf(invokes), node);
  const ledger = new Ledger();
  const sandbox = await startSandbox({ ...options, onLine: ledger.onLine });
  const taken: Look[] = [];
  // Node comes after the first answer, as a child of the launcher's shell.
  const processes = processesNaming(folder).length + 1;
  try {
    const lookEvery = Math.max(1, Math.floor(invokes / looks));
    let due = 1;
    let loads = 0;
    const failures = new Set<boolean>();
    for (let at = 1; at <= invokes; at++) {
      const event = eventOf(at, at === due ? names[loads] : undefined);
      if (at === due) {
        due = nextLoad(at);
        loads++;
      }
      // Thrown after a pause it has another stack.
      if (event.fail) failures.add(event.pauseMs !== undefined);
      const requestId = `00000000-0000-4000-8000-${String(at).padStart(12, "0")}`;
      ledger.expect({ requestId, outcome: event.fail ? "error" : "success" });
      const { ok, payload } = await sandbox.invoke(event, { requestId });
      if (ok === (event.fail === true) || (ok && payload !== (event.load ?? null)))
        ledger.problem(`${requestId} is answered wrongly`);
      if (at % lookEvery !== 0) continue;
      taken.push(lookAt(sandbox, at, loads + failures.size));
      const left = filesIn(sandbox);
      if (left !== files) ledger.problem(`in /tmp after ${at} invokes: ${left}`);
      const now = processesNaming(folder).length;
      if (now !== processes) ledger.problem(`${now} processes after ${at} invokes, not ${processes}`);
      progress(`${at} of ${invokes} invokes`);
    }
    await sandbox.end();
    const left = filesIn(sandbox);
    if (left !== "") ledger.problem(`in /tmp after the shutdown: ${left}`);
  } finally {
    await sandbox.shutdown();
  }
  ledger.finish(1);
  for (const name of names)
    if (ledger.packages.get(name) !== 1)
      ledger.problem(`${name}: ${ledger.packages.get(name) ?? 0} copies reported`);
  for (const problem of [...journalProblems(taken), ...leaks(taken)]) ledger.problem(problem);
  return summaryOf(invokes, taken, ledger);
}

function summaryOf(invokes: number, taken: readonly Look[], ledger: Ledger): LongLife {
  const warmUp = Math.min(maxWarmUp, invokes / 2);
  const measured = taken.filter(({ at }) => at > warmUp);
  const trend = (value: (look: Look) => number): Trend =>
    trendOf(measured.map((look): Sample => ({ at: look.at, value: value(look) })));
  const range = (value: (look: Look) => number): readonly [number, number] => {
    const values = taken.map(value);
    return [Math.min(...values), Math.max(...values)];
  };
  const privateDirty = trend(({ extension }) => extension.memory.privateDirty);
  if (invokes - warmUp >= judgedInvokes && privateDirty.floorSlope > maxFloorSlope) {
    ledger.problem(
      `the extension's private memory grows by ${privateDirty.floorSlope.toFixed(1)} KB per 1,000 invokes`,
    );
  }
  return {
    invokes,
    lines: ledger.counts,
    samples: taken.length,
    warmUp,
    extension: {
      rss: trend(({ extension }) => extension.memory.rss),
      pss: trend(({ extension }) => extension.memory.pss),
      privateDirty,
    },
    runtime: { rss: trend(({ runtime }) => runtime.memory.rss) },
    driver: { rss: trend(({ driverRss }) => driverRss) },
    descriptors: {
      extension: range(({ extension }) => extension.descriptors),
      runtime: range(({ runtime }) => runtime.descriptors),
    },
    threads: {
      extension: range(({ extension }) => extension.threads),
      runtime: range(({ runtime }) => runtime.threads),
    },
    journalBytes: taken.at(-1)?.journalBytes ?? 0,
    problems: ledger.problems,
  };
}

function lookAt(sandbox: Sandbox, at: number, news: number): Look {
  const { runtime, extensions } = sandbox.pids();
  return {
    at,
    extension: factsOf(extensions["outcrop"] as number),
    runtime: factsOf(runtime as number),
    driverRss: process.memoryUsage.rss() / 1024,
    journalBytes: statSync(`${sandbox.files().tmp}/.outcrop/journal`).size,
    news,
  };
}

/** Everything in the environment's /tmp. */
export function filesIn(sandbox: Sandbox): string {
  return readdirSync(sandbox.files().tmp, { recursive: true }).map(String).sort().join(" ");
}

/** The journal grows with what is loaded and with failures not seen before, and with nothing else. */
export function journalProblems(taken: readonly Pick<Look, "at" | "news" | "journalBytes">[]): string[] {
  return taken.slice(1).flatMap((look, index) => {
    const before = taken[index];
    if (before === undefined || look.news !== before.news || look.journalBytes === before.journalBytes)
      return [];
    return [
      `the journal grew from ${before.journalBytes} to ${look.journalBytes} bytes by invoke ${look.at}, ` +
        "and nothing was loaded",
    ];
  });
}

function leaks(taken: readonly Look[]): string[] {
  const [first] = taken;
  if (first === undefined) return [];
  return (["extension", "runtime"] as const).flatMap((role) =>
    (["descriptors", "threads"] as const).flatMap((what) => {
      const highest = Math.max(...taken.map((look) => look[role][what]));
      return highest <= first[role][what] + spare
        ? []
        : [`the ${role} had ${first[role][what]} ${what} at first and ${highest} later`];
    }),
  );
}
