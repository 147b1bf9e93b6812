import type { Mishap, SandboxFaults } from "../../../sandbox/index.ts";
import { answerAsWithout, type Cell, type Group, type Seen, usualLines } from "../fault.ts";
import { type FunctionRun, ordinary, runFunctionTwice } from "../runs/function-run.ts";
import { preloads } from "../runs/preloads.ts";

const common = { says: usualLines } as const;

const subscribing = (becomes: Mishap) => (): Promise<Seen> =>
  runFunctionTwice({ strike: {}, layered: { faults: { calls: [{ call: "telemetry", becomes }] } } });

const answer = (status: number, errorType: string): Mishap => ({
  kind: "answer",
  status,
  body: JSON.stringify({ errorType, errorMessage: "no" }),
});

/**
 * The platform posts batches when they are 25 ms old, and posts none while the environment is frozen. So the
 * function must take its time.
 */
const lasting: FunctionRun = {
  files: {
    ...ordinary,
    "index.js": `${ordinary["index.js"]}
const { handler } = exports;
exports.handler = (event) => new Promise((resolve) => setTimeout(resolve, 100)).then(() => handler(event));`,
  },
};

/** A new function for each run: some keep batches. */
const delivering =
  (deliver: () => NonNullable<SandboxFaults["deliver"]>, run = lasting) =>
  (): Promise<Seen> =>
    runFunctionTwice({ ...run, strike: {}, layered: { faults: { deliver: deliver() } } });

/**
 * A process that ends during an invoke leaves no end mark: only telemetry reports that the invoke is over.
 */
const dying: FunctionRun = {
  files: {
    ...ordinary,
    "index.js":
      "exports.handler = async ({ die }) => { if (die) process.kill(process.pid, 'SIGKILL'); return 1; };",
  },
  events: [{}, { die: true }, {}],
  ends: [
    { code: 0, signal: null, during: "shutdown" },
    { code: 0, signal: null, during: "shutdown" },
  ],
};

const nonsense = [
  "",
  "{",
  "null",
  "[null, 1, [], {}]",
  '[{"type":"platform.runtimeDone"}]',
  '[{"type":"platform.runtimeDone","record":{"requestId":7,"status":{}}}]',
  '[{"type":"platform.report","record":"text"},{"type":7,"record":null},' +
    '{"__proto__":{"type":"platform.runtimeDone"}}]',
  "\u0000\u0001",
];

const cells: readonly Cell[] = [
  ...(
    [
      [
        "refused-403",
        "The subscription is refused",
        "403 `Telemetry.SubscriptionClosed`",
        answer(403, "Telemetry.SubscriptionClosed"),
      ],
      ["refused-500", "The subscription fails", "500", answer(500, "")],
      [
        "not-supported",
        "The platform has no Telemetry API and says so",
        "202 `Telemetry.NotSupported`",
        answer(202, "Telemetry.NotSupported"),
      ],
      ["not-found", "The platform has no Telemetry API", "404", answer(404, "NotFound")],
      [
        "subscription-reset",
        "The connection is reset before the subscription is answered",
        "once",
        { kind: "reset" },
      ],
      [
        "subscription-garbage",
        "The subscription is answered with bytes that are not HTTP",
        "once",
        { kind: "bytes", bytes: "\u0001\r\n\r\n" },
      ],
      ["subscription-late", "The subscription is answered late", "0.5 s", { kind: "late", ms: 500 }],
      [
        "subscription-silent",
        "The subscription is never answered",
        "the connection stays open",
        { kind: "silence" },
      ],
    ] as const
  ).map(([id, fault, injected, becomes]) => ({
    ...common,
    id,
    fault,
    phase: "init" as const,
    injected,
    run: subscribing(becomes),
  })),
  {
    ...common,
    id: "subscription-refused-connection",
    fault: "Nothing listens where the subscription goes",
    phase: "init",
    injected: "the extension's second connection goes to a closed port",
    run: () => runFunctionTwice({ strike: { preload: preloads.refuseConnections(2, 2) } }),
  },
  {
    ...common,
    id: "name-unknown",
    fault: "The name sandbox.localdomain is looked up for ever",
    phase: "init",
    injected: "`dns.lookup` never calls back",
    run: () => runFunctionTwice({ strike: { preload: preloads.silentLookups } }),
  },
  {
    ...common,
    id: "no-port",
    fault: "No port is available for the listener",
    phase: "init",
    injected: "`listen` fails with EADDRINUSE",
    run: () => runFunctionTwice({ strike: { preload: preloads.noPort } }),
  },
  {
    ...common,
    id: "never",
    fault: "No batch is ever delivered",
    phase: "invoke",
    injected: "all batches dropped",
    run: delivering(() => () => []),
  },
  {
    ...common,
    id: "late",
    fault: "Batches come late, after the next invoke",
    phase: "invoke",
    injected: "each batch is posted with the one after it",
    run: delivering(heldBack),
  },
  {
    ...common,
    id: "reordered",
    fault: "Batches and their events come in the wrong order",
    phase: "invoke",
    injected: "two batches at a time, the later first, events reversed",
    run: delivering(reordered),
  },
  {
    ...common,
    id: "duplicate",
    fault: "Every batch is delivered three times",
    phase: "invoke",
    injected: "posted again and again",
    run: delivering(() => (batch) => [batch, batch, batch]),
  },
  {
    ...common,
    id: "malformed",
    fault: "Batches are not JSON, or JSON of another shape",
    phase: "invoke",
    injected: `${nonsense.length} such bodies before each batch`,
    run: delivering(() => (batch) => [...nonsense, batch]),
  },
  {
    ...common,
    id: "huge",
    fault: "A batch is far above the subscribed size",
    phase: "invoke",
    injected: "16 MiB instead of each batch",
    run: delivering(() => () => [
      JSON.stringify([
        { type: "platform.runtimeDone", record: { requestId: "x".repeat(16 << 20), status: "" } },
      ]),
    ]),
  },
  {
    ...common,
    id: "forged",
    fault: "The end of an invoke that never was is reported",
    phase: "invoke",
    injected: "a `platform.runtimeDone` of another id with each batch",
    run: delivering(() => (batch) => [
      '[{"type":"platform.runtimeDone","record":{"requestId":"other","status":"error"}}]',
      batch,
    ]),
  },
  {
    ...common,
    id: "death-untold",
    fault: "The function's process is killed, and there is no Telemetry API to report it",
    phase: "invoke",
    injected:
      "SIGKILL; the platform has no such route, and ends the extension that still waits for the invoke's end",
    run: () =>
      runFunctionTwice({
        ...dying,
        strike: {},
        layered: { telemetry: "off" },
        ends: [
          { code: null, signal: "SIGKILL", during: "shutdown" },
          { code: 0, signal: null, during: "shutdown" },
        ],
      }),
  },
  {
    ...common,
    id: "death-told-twice",
    fault: "The function's process is killed, and its end is reported twice",
    phase: "invoke",
    injected: "SIGKILL; every batch twice",
    run: delivering(() => (batch) => [batch, batch], dying),
  },
];

function heldBack(): (batch: string) => readonly string[] {
  let held: string | undefined;
  return (batch) => {
    const due = held === undefined ? [] : [held];
    held = batch;
    return due;
  };
}

function reordered(): (batch: string) => readonly string[] {
  let held: string | undefined;
  return (batch) => {
    const reversed = JSON.stringify((JSON.parse(batch) as unknown[]).reverse());
    if (held === undefined) {
      held = reversed;
      return [];
    }
    const due = [reversed, held];
    held = undefined;
    return due;
  };
}

export const group: Group = {
  title: "Telemetry",
  half: "extension",
  about:
    "If Node does it all, the Telemetry API is the second signal that an invoke is over. Everything " +
    "works without it, and nothing it delivers is trusted.",
  answer: answerAsWithout,
  cells,
};
