/**
 * One function in the sandbox with Lambda's runtime client, without Outcrop and with it. The second run must
 * equal what was observed of the first, and the extension must stay until SHUTDOWN and exit with 0.
 */
import {
  type InvokeResponse,
  type Sandbox,
  type SandboxFaults,
  type SandboxOptions,
  startSandbox,
} from "../../../sandbox/index.ts";
import { Folders, packageFiles, type Tree, withLayer } from "../../support/layer-run.ts";
import { type Observed, observedOf } from "../../support/observed-run.ts";
import type { Seen } from "../fault.ts";
import { type Strike, struckLayer } from "./struck-layer.ts";

type Options = Partial<Omit<SandboxOptions, "task">>;

export interface FunctionRun {
  /** The function's files. Default: `ordinary`. */
  readonly files?: Tree;
  /** Invoked one after the other. Default: `ordinaryEvents`. */
  readonly events?: readonly unknown[];
  /** Of both runs. */
  readonly options?: Options;
  /** Of the run with Outcrop; a variable or layer of these comes on top. */
  readonly layered?: Options;
  /** Done to the extension. */
  readonly strike?: Strike;
  /** What of the observed must be equal. Default: all of it. */
  compare?(observed: Observed): unknown;
  /**
   * What is demanded where it is not what the function does without Outcrop, in the shape that `compare`
   * makes.
   */
  readonly demanded?: unknown;
  /**
   * Invokes the events and does whatever else the fault takes, in both runs. Default: invokes them in turn.
   */
  play?(
    sandbox: Sandbox,
    events: readonly unknown[],
    arm: "bare" | "layered",
  ): Promise<readonly InvokeResponse[]>;
  /** How each extension process ends, in order, where it is not with 0 at the shutdown. */
  readonly ends?: readonly {
    readonly code: number | null;
    readonly signal: string | null;
    readonly during: string;
  }[];
}

/**
 * Loads at init, loads lazily, logs, and fails when asked to. Its layer shadows a package, so that Outcrop
 * has something to find and report.
 */
export const ordinary: Tree = {
  "package.json": { name: "orders", version: "1.0.0", dependencies: { shared: "^2.0.0" } },
  "index.js": `const shared = require("shared");
const lazily = { late: () => require("late"), "from-layer": () => require("from-layer") };
exports.handler = async (event) => {
  console.log("handling", JSON.stringify(event));
  if (event.fail) throw new TypeError("asked to");
  return { shared, lazy: event.load === undefined ? null : lazily[event.load]() };
};`,
  ...packageFiles("node_modules", "shared", "2.0.0"),
  ...packageFiles("node_modules", "late"),
};

const ordinaryLayer: Tree = {
  ...packageFiles("nodejs/node_modules", "shared"),
  ...packageFiles("nodejs/node_modules", "from-layer"),
};

export const ordinaryEvents: readonly unknown[] = [
  {},
  { load: "late" },
  { load: "from-layer" },
  { fail: true },
  {},
];

const endsWell = [{ code: 0, signal: null, during: "shutdown" }];

export async function runFunctionTwice(one: FunctionRun): Promise<Seen> {
  const folders = new Folders();
  try {
    const task = folders.make(one.files ?? ordinary);
    const layers = [folders.make(ordinaryLayer)];
    const common: SandboxOptions = {
      timeoutMs: 60_000,
      initTimeoutMs: 60_000,
      client: "ric4",
      ...one.options,
      task,
      layers,
    };
    const { faults, struck } = watched(one.layered?.faults ?? {});
    const built = one.strike === undefined ? undefined : struckLayer(folders, one.strike);
    const [bare, layered] = await Promise.all([
      bareRun(one, common),
      arm(one, { ...layeredOptions(one, common, built), faults }, "layered"),
    ]);
    const compare = one.compare ?? ((observed: Observed): unknown => observed);
    return {
      demanded: { observed: one.demanded ?? compare(bare), ends: one.ends ?? endsWell, isStruck: true },
      got: { observed: compare(layered.observed), ends: layered.ends, isStruck: struck() },
      said: layered.said,
    };
  } finally {
    folders.remove();
  }
}

/** Once where the launcher's shell registers and asks first, and once where Node does it all. */
export function runBothWays(one: FunctionRun): Promise<readonly Seen[]> {
  return Promise.all(
    [true, false].map((byShell) => runFunctionTwice({ ...one, strike: { ...one.strike, byShell } })),
  );
}

/** A fault of the platform that never came about would prove nothing. */
function watched(faults: SandboxFaults): { faults: SandboxFaults; struck(): boolean } {
  const { calls = [], deliver } = faults;
  const due = new Set<unknown>(deliver === undefined ? calls : [...calls, deliver]);
  return {
    faults: {
      calls: calls.map((fault) => ({
        ...fault,
        get becomes() {
          due.delete(fault);
          return fault.becomes;
        },
      })),
      ...(deliver && {
        deliver: (batch: string) => {
          due.delete(deliver);
          return deliver(batch);
        },
      }),
    },
    struck: () => due.size === 0,
  };
}

function layeredOptions(
  { layered = {} }: FunctionRun,
  common: SandboxOptions,
  built: string | undefined,
): SandboxOptions {
  const layers = [...(common.layers ?? []), ...(layered.layers ?? [])];
  const options = { ...common, ...layered, layers, env: { ...common.env, ...layered.env } };
  return withLayer(options, built);
}

/** Runs that differ in nothing but a fault of Outcrop's are one run without it. */
const bareRuns = new Map<string, Promise<Observed>>();

async function bareRun(one: FunctionRun, common: SandboxOptions): Promise<Observed> {
  const run = async (): Promise<Observed> => (await arm(one, common, "bare")).observed;
  if (one.play !== undefined) return run();
  const key = JSON.stringify([one.files, one.events, one.options]);
  const observed = bareRuns.get(key) ?? run();
  bareRuns.set(key, observed);
  return observed;
}

interface Arm {
  readonly observed: Observed;
  readonly ends: unknown;
  readonly said: string;
}

async function arm(one: FunctionRun, options: SandboxOptions, name: "bare" | "layered"): Promise<Arm> {
  const events = one.events ?? ordinaryEvents;
  const sandbox = await startSandbox(options);
  let responses: readonly InvokeResponse[];
  try {
    responses = await (one.play ?? inTurn)(sandbox, events, name);
  } finally {
    await sandbox.shutdown();
  }
  const [exits, inits, logs] = [sandbox.exits(), sandbox.inits(), sandbox.logs()];
  const ends = exits
    .filter((exit) => exit.name === "outcrop")
    .map(({ code, signal, during }) => ({ code, signal, during }));
  return {
    observed: observedOf({ responses, exits, inits, logs }),
    ends,
    said: logs.extensions["outcrop"] ?? "",
  };
}

export async function inTurn(
  sandbox: Sandbox,
  events: readonly unknown[],
): Promise<readonly InvokeResponse[]> {
  const responses: InvokeResponse[] = [];
  for (const event of events) responses.push(await sandbox.invoke(event));
  return responses;
}
