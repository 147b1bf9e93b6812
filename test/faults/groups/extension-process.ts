import {
  answerAsWithout,
  type Cell,
  type Group,
  linesAndDiagnostic,
  onlyDiagnostic,
  type Seen,
  usualLines,
} from "../fault.ts";
import { type Death, die, killedBefore, once, restarted } from "../runs/extension-death.ts";
import { ordinaryEvents, runBothWays, runFunctionTwice } from "../runs/function-run.ts";
import { preloads, type Stage } from "../runs/preloads.ts";
import type { Strike } from "../runs/struck-layer.ts";

const idleText = (name: string): string => `idle after an internal error: ${name}`;
const atShutdown = ordinaryEvents.length + 1;

const stages = [
  ["start", "at its start", "init", { at: "start" }],
  ["register", "while it registers", "init", { at: "register" }],
  ["subscribe", "while it subscribes to telemetry", "init", { at: "subscribe" }],
  ["first-next", "while it waits for its first event", "idle", { at: "next", count: 1 }],
  ["first-invoke", "in the first invoke", "invoke", { at: "event", count: 1, first: true }],
  ["later-next", "while it waits for a later event", "idle", { at: "next", count: 3 }],
  ["later-invoke", "in a later invoke", "invoke", { at: "event", count: 3, first: true }],
  ["shutdown", "at SHUTDOWN", "shutdown", { at: "event", count: atShutdown, first: true }],
] as const satisfies readonly (readonly [string, string, Cell["phase"], Stage])[];

const failures = {
  exception: "An exception that is not caught",
  rejection: "A rejection that is not handled",
} as const;

const uncaught = (["exception", "rejection"] as const).flatMap((kind) =>
  stages.map(([id, when, phase, stage]): Cell => {
    const hasSpoken = "count" in stage && stage.count > 1;
    return {
      id: `${kind}-${id}`,
      fault: `${failures[kind]}, ${when}`,
      phase,
      injected: "a preload in the extension's process",
      says: (hasSpoken ? linesAndDiagnostic : onlyDiagnostic)(idleText("TypeError")),
      run: () => runFunctionTwice({ strike: { preload: preloads.atStage(stage, preloads[kind]) } }),
    };
  }),
);

const bundle = "outcrop/observer.cjs";

const bundles = (
  [
    ["missing", "is missing", () => null, "Error"],
    ["empty", "is empty", () => "", "TypeError"],
    [
      "truncated",
      "is cut in half",
      (content: Buffer) => content.subarray(0, content.length / 2),
      "SyntaxError",
    ],
    ["garbage", "is not JavaScript", () => Buffer.from([0, 255, 1, 254]), "SyntaxError"],
    ["throws", "throws when it is loaded", () => 'throw "a text"', "string"],
  ] as const
).map(
  ([id, fault, change, name]): Cell => ({
    id: `bundle-${id}`,
    fault: `The file with all that comes after \`register\` ${fault}`,
    phase: "invoke",
    injected:
      "a changed layer; it is loaded when the first invoke is over, or at a SHUTDOWN before there was one",
    says: onlyDiagnostic(idleText(name)),
    run: async () => {
      const strike = { files: { [bundle]: change } };
      return [...(await runBothWays({ strike })), ...(await runBothWays({ strike, events: [] }))];
    },
  }),
);

/** The function answers, all the same, and cannot until the extension goes on. */
async function stoppedInInvoke(strike: Strike = {}): Promise<Seen> {
  return runFunctionTwice({
    strike,
    play: async (sandbox, events) => {
      const responses = [];
      for (const [i, event] of events.entries()) {
        const pid = sandbox.pids().extensions["outcrop"];
        const answer = sandbox.invoke(event);
        if (pid !== undefined) process.kill(pid, "SIGSTOP");
        while (sandbox.logs().function.split("handling").length - 1 <= i)
          await new Promise((resolve) => setTimeout(resolve, 5));
        if (pid !== undefined) process.kill(pid, "SIGCONT");
        responses.push(await answer);
      }
      return responses;
    },
  });
}

const kill = once("process.kill(process.pid, 'SIGKILL')");

const deaths = (
  [
    [
      "killed-in-init",
      "is killed",
      "init",
      "SIGKILL while it subscribes",
      {
        signal: "SIGKILL",
        during: "init",
        failed: null,
        strike: { preload: preloads.atStage({ at: "subscribe" }, kill) },
      },
    ],
    [
      "killed-in-invoke",
      "is killed",
      "invoke",
      "SIGKILL when it gets the event of the third invoke",
      {
        signal: "SIGKILL",
        during: "invoke",
        failed: 2,
        strike: { preload: preloads.atStage({ at: "event", count: 3, first: false }, kill) },
      },
    ],
    [
      "killed-while-idle",
      "is killed",
      "idle",
      "SIGKILL after the second invoke",
      {
        signal: "SIGKILL",
        during: "idle",
        failed: 2,
        play: killedBefore(2),
      },
    ],
    [
      "out-of-memory",
      "runs out of heap",
      "invoke",
      "a preload that fills it when the event of the third invoke comes",
      {
        signal: "SIGABRT",
        during: "invoke",
        failed: 2,
        strike: {
          flags: "--max-old-space-size=24",
          preload: preloads.atStage({ at: "event", count: 3, first: false }, once(preloads.exhaustMemory)),
        },
      },
    ],
  ] as const satisfies readonly (readonly [string, string, Cell["phase"], string, Death])[]
).map(
  ([id, fault, phase, injected, death]): Cell => ({
    id,
    fault: `The extension ${fault}`,
    phase,
    injected,
    answer: death.failed === null ? `${answerAsWithout}: Lambda initialises again` : restarted,
    says: usualLines,
    run: () => die(death),
  }),
);

const cells: readonly Cell[] = [
  ...uncaught,
  {
    id: "evil-error",
    fault: "What is thrown throws again when it is looked at",
    phase: "invoke",
    injected: "a proxy all of whose traps throw",
    says: linesAndDiagnostic(idleText("unknown error")),
    run: () =>
      runFunctionTwice({
        strike: { preload: preloads.atStage({ at: "event", count: 3, first: true }, preloads.evilError) },
      }),
  },
  {
    id: "exception-in-wait",
    fault: "An exception that is not caught, while the end of an invoke is waited for and never seen",
    phase: "invoke",
    injected: "a preload; no change of the end mark is noticed, no telemetry delivered",
    says: linesAndDiagnostic(idleText("TypeError")),
    run: () => {
      const strike = preloads.atStage(
        { at: "event", count: 3, first: false },
        `require("node:fs").readSync = () => 0; ${preloads.exception}`,
      );
      return runFunctionTwice({ layered: { faults: { deliver: () => [] } }, strike: { preload: strike } });
    },
  },
  ...bundles,
  ...deaths,
  {
    id: "stopped",
    fault: "The extension is stopped while the function answers, and goes on later",
    phase: "invoke",
    injected: "SIGSTOP at each invoke, SIGCONT when the function has been at work",
    says: usualLines,
    run: () => stoppedInInvoke(),
  },
  {
    id: "stopped-for-long",
    fault:
      "The extension is stopped while the function answers, and goes on an hour later, after the deadline",
    phase: "invoke",
    injected: "the same, with a clock that is an hour ahead after the first SIGCONT",
    says: usualLines,
    run: () => stoppedInInvoke({ preload: preloads.shiftClock(3_600_000, "thaws > 0") }),
  },
  {
    id: "small-heap",
    fault: "The extension's heap is small",
    phase: "any",
    injected: "`--max-old-space-size=24`",
    says: usualLines,
    run: () => runFunctionTwice({ strike: { flags: "--max-old-space-size=24" } }),
  },
];

export const group: Group = {
  title: "The extension's process",
  half: "extension",
  about:
    "Whatever happens in it, the process stays and asks for events until SHUTDOWN, because its exit " +
    "would fail an invoke.",
  answer: answerAsWithout,
  cells,
};
