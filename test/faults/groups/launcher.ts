import type { Mishap } from "../../../sandbox/index.ts";
import { answerAsWithout, type Cell, type Group, onlyDiagnostic, type Seen, usualLines } from "../fault.ts";
import { die, killedBefore, restarted } from "../runs/extension-death.ts";
import { ordinaryEvents, runFunctionTwice } from "../runs/function-run.ts";
import { preloads, type Stage } from "../runs/preloads.ts";

const launcherFile = "extensions/outcrop";
const exchangeFile = "outcrop/exchange.bash";

/** Shell that runs in the launcher before it begins. */
const before = (launcher: string) => (): Promise<Seen> =>
  runFunctionTwice({ strike: { byShell: true, launcher } });

/** A text of the launcher's with one part of it replaced. */
const changed = (file: string, part: string, becomes: string) => (): Promise<Seen> =>
  runFunctionTwice({
    strike: { byShell: true, files: { [file]: (content) => replaced(String(content), part, becomes) } },
  });

function replaced(text: string, part: string, becomes: string): string {
  if (!text.includes(part)) throw new Error(`the launcher has no ${part}`);
  return text.replaceAll(part, becomes);
}

const answered = (call: "register" | "next", becomes: Mishap) => (): Promise<Seen> =>
  runFunctionTwice({ layered: { faults: { calls: [{ call, becomes }] } } });

const long = (body: string): string =>
  JSON.stringify({ ...(JSON.parse(body) as object), tracing: { value: "x".repeat(300_000) } });

const common = { phase: "init", says: usualLines } as const;

const shell: readonly Cell[] = [
  {
    ...common,
    id: "no-bash",
    fault: "There is no bash",
    injected: "another path in the launcher",
    run: changed(launcherFile, "[ -x /bin/bash ]", "[ -x /bin/absent ]"),
  },
  {
    ...common,
    id: "no-sockets",
    fault: "bash was built without sockets",
    injected: "another path than /dev/tcp, which bash then opens as a file",
    run: changed(exchangeFile, "/dev/tcp/", "/dev/absent/"),
  },
  ...["mkdir", "mkfifo", "umask", "printf"].map((name) => ({
    ...common,
    id: `${name}-fails`,
    fault: `\`${name}\` fails`,
    injected: "a shell function of that name, which returns 1",
    run: before(`${name}() { return 1; }`),
  })),
  {
    ...common,
    id: "no-path",
    fault: "No program is on PATH",
    injected: "an empty PATH",
    run: before("PATH="),
  },
  {
    ...common,
    id: "no-clock",
    fault: "bash is too old to know the time",
    injected: "EPOCHREALTIME unset",
    run: before("unset EPOCHREALTIME"),
  },
  {
    ...common,
    id: "no-address",
    fault: "The shell does not reach the API",
    injected: "a closed port in the shell's address; Node has the right one",
    run: before("api=127.0.0.1:1"),
  },
];

const answers: readonly Cell[] = [
  {
    ...common,
    id: "register-long",
    fault: "The answer to `register` is longer than an argument may be",
    injected: "300 KB",
    run: answered("register", { kind: "body", change: long }),
  },
  {
    ...common,
    id: "first-event-long",
    fault: "The first event is longer than an argument may be",
    phase: "invoke",
    injected: "300 KB",
    run: answered("next", { kind: "body", change: long }),
  },
  {
    ...common,
    id: "register-binary",
    fault: "The answer to `register` has NUL bytes, quotes and what a shell expands",
    injected: "instead of its body",
    run: answered("register", {
      kind: "body",
      change: () => "\u0000\"$(kill -9 $$)`kill -9 $$`'; kill -9 $$ * \\",
    }),
  },
  {
    ...common,
    id: "first-event-expands",
    fault: "The first event has quotes and what a shell expands",
    phase: "invoke",
    injected: "in a member of its body",
    run: answered("next", {
      kind: "body",
      change: (body) =>
        JSON.stringify({
          ...(JSON.parse(body) as object),
          tracing: "'\"$(kill -9 $$)`kill -9 $$`; kill -9 $$ *",
        }),
    }),
  },
  {
    ...common,
    id: "first-event-late",
    fault: "The first event comes late",
    phase: "idle",
    injected: "0.5 s",
    run: answered("next", { kind: "late", ms: 500 }),
  },
];

const idleText = "idle after an internal error: TypeError";
const stages = [
  ["start", "at Node's start", { at: "start" }],
  ["second-next", "when Node first asks for an event", { at: "next", count: 1 }],
  ["second-event", "when Node gets its first event", { at: "event", count: 1, first: true }],
] as const satisfies readonly (readonly [string, string, Stage])[];

const uncaught = stages.flatMap(([id, when, stage]) =>
  (["exception", "rejection"] as const).map(
    (kind): Cell => ({
      ...common,
      id: `${kind}-${id}`,
      fault: `${kind === "exception" ? "An" : "A"} ${kind} that is not handled, ${when}`,
      phase: id === "second-next" ? "idle" : "invoke",
      injected: "a preload in the extension's process, after the shell has registered and asked",
      // Which lines have been written by then depends on how fast Node was.
      says: { lines: null, diagnostic: idleText },
      run: () =>
        runFunctionTwice({ strike: { byShell: true, preload: preloads.atStage(stage, preloads[kind]) } }),
    }),
  ),
);

/** The shell goes on without Node, and says so. */
const said = "idle: Node has ended or does not answer";

const deaths: readonly Cell[] = [
  {
    ...common,
    id: "shell-killed",
    fault: "The shell is killed while it waits for the first event",
    phase: "idle",
    injected: "SIGKILL",
    answer: restarted,
    run: () => die({ signal: "SIGKILL", during: "idle", failed: 0, play: killedBefore(0) }),
  },
  ...(
    [
      ["node-exits", "exits at its start", "`process.exit(1)` in a preload", { preload: "process.exit(1)" }],
      [
        "node-killed",
        "is killed at its start",
        "SIGKILL in a preload",
        { preload: "process.kill(process.pid, 'SIGKILL')" },
      ],
      [
        "node-stops",
        "is stopped at its start",
        "SIGSTOP in a preload; the shell lets it go on",
        { preload: "process.kill(process.pid, 'SIGSTOP')" },
      ],
      [
        "node-hangs",
        "does nothing more at its start",
        "an endless loop in a preload",
        { preload: "for (;;);" },
      ],
    ] as const
  ).map(
    ([id, fault, injected, strike]): Cell => ({
      ...common,
      id,
      fault: `Node ${fault}`,
      phase: "invoke",
      injected,
      says: id === "node-stops" ? usualLines : onlyDiagnostic(id === "node-hangs" ? "never loaded" : said),
      run: () => runFunctionTwice({ strike: { byShell: true, ...strike }, layered: { shutdownMs: 2_000 } }),
    }),
  ),
  ...(
    [
      [
        "node-killed-later",
        "is killed when it gets an event",
        "SIGKILL in a preload",
        "process.kill(process.pid, 'SIGKILL')",
      ],
      [
        "node-out-of-memory",
        "runs out of heap when it gets an event",
        "a preload that fills it",
        preloads.exhaustMemory,
      ],
    ] as const
  ).map(
    ([id, fault, injected, strike]): Cell => ({
      ...common,
      id,
      fault: `Node ${fault}`,
      phase: "invoke",
      injected: `${injected}; the shell goes on asking for events`,
      says: { lines: null, diagnostic: said },
      run: async () => {
        const seen = await runFunctionTwice({
          strike: {
            byShell: true,
            flags: id === "node-out-of-memory" ? "--max-old-space-size=24" : "",
            preload: preloads.atStage({ at: "event", count: 1, first: false }, strike),
          },
          events: [...ordinaryEvents, ...ordinaryEvents],
        });
        // V8 says on stderr what ended the process.
        return {
          ...seen,
          said: seen.said
            .split("\n")
            .filter((line) => line.startsWith("{"))
            .join("\n"),
        };
      },
    }),
  ),
];

/** bash writes to stderr that it cannot execute it, in one line or two; that is the diagnostic. */
const unexecutable = (make: string) => async (): Promise<Seen> => {
  const launcher = `node=/tmp/node; ${make}; chmod +x $node`;
  const { said, ...seen } = await runFunctionTwice({ strike: { byShell: true, launcher } });
  return {
    ...seen,
    said: said.replace(/^.*: line \d+: (.*\n)/, "outcrop: $1").replace(/^.*: line \d+: .*\n/gm, ""),
  };
};

const noNode: readonly Cell[] = [
  [
    "node-has-no-interpreter",
    "The interpreter that Node names is missing",
    "echo '#!/absent' >$node",
    "/tmp/node",
  ],
  ["node-is-a-folder", "A folder is where Node should be", "mkdir $node", "/tmp/node"],
].map(([id = "", fault = "", make = "", text = ""]) => ({
  ...common,
  id,
  fault: `${fault}, for the extension alone`,
  phase: "invoke",
  injected: "another path in the launcher; the shell goes on asking for events",
  says: onlyDiagnostic(text),
  run: unexecutable(make),
}));

const cells: readonly Cell[] = [...shell, ...answers, ...uncaught, ...deaths, ...noNode];

export const group: Group = {
  title: "The launcher",
  half: "extension",
  about:
    "The launcher's shell makes the journal, registers, and asks for events until Node is ready to take " +
    "over. Node does later what the shell cannot do before, and the shell does what Node cannot do later.",
  answer: answerAsWithout,
  cells,
};
