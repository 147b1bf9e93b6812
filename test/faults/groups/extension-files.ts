import {
  answerAsWithout,
  atMostOneDiagnostic,
  type Cell,
  type Group,
  type Seen,
  usualLines,
} from "../fault.ts";
import { runBothWays, runFunctionTwice } from "../runs/function-run.ts";
import { preloads } from "../runs/preloads.ts";

/**
 * Everything the extension asks of node:fs; `realpathSync` and `readFileSync` by Node itself, to load the
 * second bundle.
 */
const functions = [
  "openSync",
  "readSync",
  "fstatSync",
  "closeSync",
  "statSync",
  "opendirSync",
  "realpathSync",
  "readFileSync",
  "mkdirSync",
  "renameSync",
  "rmSync",
  "writeSync",
  "watch",
] as const;

const codes = ["EMFILE", "EACCES", "EIO"] as const;

/** More would only wait for each other. */
const atOnce = 4;

interface Calls {
  readonly from: number;
  readonly to?: number;
  readonly byShell?: boolean;
}

async function struck(
  name: string,
  code: string,
  { from, to, byShell = false }: Calls,
): Promise<{ seen: Seen; calls: number }> {
  const seen = await runFunctionTwice({
    strike: { byShell, preload: preloads.failFile(name, code, from, to) },
  });
  const calls = Number(/^calls (\d+)$/m.exec(seen.said)?.[1] ?? Number.NaN);
  return { seen: { ...seen, said: seen.said.replace(/^calls \d+\n/gm, "") }, calls };
}

/**
 * The code's own share of the calls: the first, the last, and each third between. So the codes together strike
 * every call, and no run differs from another in the code alone.
 */
async function atItsCalls(name: string, code: (typeof codes)[number], byShell = false): Promise<Seen[]> {
  const { calls } = await struck(name, code, { from: 0, byShell });
  if (!(calls > 0)) throw new Error(`the extension does not call ${name}`);
  const isDue = (n: number): boolean => n === 1 || n === calls || n % codes.length === codes.indexOf(code);
  const due = Array.from({ length: calls }, (_, i) => i + 1).filter(isDue);
  const results: Seen[] = [];
  const worker = async (): Promise<void> => {
    for (let n = due.shift(); n !== undefined; n = due.shift())
      results.push((await struck(name, code, { from: n, byShell })).seen);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}

const common = { phase: "any", says: atMostOneDiagnostic, timeoutMs: 300_000 } as const;

const calls: readonly Cell[] = functions.flatMap((name) => [
  ...codes.map((code) => ({
    ...common,
    id: `${name}-${code}`,
    fault: `\`${name}\` fails with ${code}`,
    injected: "at the first call, the last and each third between, in a run of its own; the codes share them",
    run: () => atItsCalls(name, code),
  })),
  {
    ...common,
    id: `${name}-always`,
    fault: `\`${name}\` always fails`,
    injected: codes.join(", "),
    run: async () => {
      const runs = codes.map((code) => struck(name, code, { from: 1, to: Number.MAX_SAFE_INTEGER }));
      return (await Promise.all(runs)).map(({ seen }) => seen);
    },
  },
]);

/** What is opened and read only where the launcher's shell has made the files, such as the FIFO. */
const byShell = ["openSync", "readSync", "fstatSync"].map(
  (name): Cell => ({
    ...common,
    id: `${name}-by-shell`,
    fault: `\`${name}\` fails with EIO, where the launcher's shell has made the files`,
    injected: "at the first call, the last and each third between, in a run of its own, and at all calls",
    run: async () => {
      const always = await struck(name, "EIO", { from: 1, to: Number.MAX_SAFE_INTEGER, byShell: true });
      return [always.seen, ...(await atItsCalls(name, "EIO", true))];
    },
  }),
);

const limits = [1024, 64, 32].map(
  (limit): Cell => ({
    id: `descriptors-${limit}`,
    fault: `The extension may have ${limit} open files`,
    phase: "any",
    injected: `\`ulimit -n ${limit}\` in the launcher`,
    says: usualLines,
    run: () => runBothWays({ strike: { launcher: `ulimit -n ${limit}` } }),
  }),
);

const hoard =
  'const { openSync } = require("node:fs"); for (;;) { try { openSync("/dev/null"); } catch { break; } }';

const cells: readonly Cell[] = [
  ...calls,
  ...byShell,
  ...limits,
  {
    id: "descriptors-used-up",
    fault: "The extension's process has no descriptor left",
    phase: "invoke",
    injected:
      "a preload opens all 64 when the event of the third invoke comes; a descriptor is kept for `next`",
    says: usualLines,
    run: () =>
      runFunctionTwice({
        strike: {
          launcher: "ulimit -n 64",
          preload: preloads.atStage({ at: "event", count: 3, first: false }, hoard),
        },
      }),
  },
  {
    id: "watches-used-up",
    fault: "No inotify watch is left (ENOSPC)",
    phase: "init",
    injected: "`fs.watch` throws; the end mark is looked at every 10 ms instead",
    says: usualLines,
    run: async () => (await struck("watch", "ENOSPC", { from: 1 })).seen,
  },
  {
    id: "watch-breaks",
    fault: "The watcher of the end mark breaks in mid-life",
    phase: "any",
    injected: "its `error` event",
    says: usualLines,
    run: () => runFunctionTwice({ strike: { preload: preloads.watchError } }),
  },
  {
    id: "watch-silent",
    fault: "The watcher of the end mark never reports a change",
    phase: "invoke",
    injected: "a watcher without events: telemetry ends the invokes",
    says: usualLines,
    run: () => runFunctionTwice({ strike: { preload: preloads.silentWatch } }),
  },
];

export const group: Group = {
  title: "The extension's files and descriptors",
  half: "extension",
  about:
    "Every file access of the extension, from the journal to the package.json of each copy. Outcrop does " +
    "not know what it cannot read; the rest continues.",
  answer: answerAsWithout,
  cells,
};
