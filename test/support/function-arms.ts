/**
 * One function, run twice: bare, and with the layer under test. Compares what a caller, a log reader and the
 * platform can see.
 */
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type ClientName, type RunResult, runFunction } from "../../sandbox/index.ts";
import { deployable, layerUnderTest, temporaryFolder } from "./function-fixtures.ts";
import { type Observed, observedOf } from "./observed-run.ts";

export interface FunctionCase {
  /** The folder in test/fixtures/functions. */
  readonly fixture: string;
  /** What sets this case apart from others with the fixture. */
  readonly title?: string;
  readonly handler?: string;
  readonly events: readonly unknown[];
  readonly env?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
  /**
   * Without NODE_PATH, and so without the resolve hook by which the sandbox has `import` search it. Lambda's
   * Node has no such hook, and stacks of failed resolutions show it.
   */
  readonly stock?: boolean;
  /**
   * Compared with a function that has some other extension: an external extension, whichever it is, brings
   * SIGTERM.
   */
  readonly besideAnExtension?: boolean;
  /** Changes the deployed copy. */
  prepare?(task: string): void;
}

export interface Arm {
  readonly result: RunResult;
  readonly observed: Observed;
}

export async function runArms(
  one: FunctionCase,
  client: ClientName,
  layer = layerUnderTest,
): Promise<{ bare: Arm; layered: Arm }> {
  const task = deployable(one.fixture);
  one.prepare?.(task);
  const helpers = one.stock ? [stockWrapper()] : [];
  const inner = one.stock ? "/opt/without-node-path" : undefined;
  const [bare, layered] = await Promise.all([
    run(task, one, client, [...helpers, ...(one.besideAnExtension ? [idleExtension()] : [])], {
      ...(inner && { AWS_LAMBDA_EXEC_WRAPPER: inner }),
    }),
    run(task, one, client, [...helpers, layer], {
      AWS_LAMBDA_EXEC_WRAPPER: "/opt/outcrop-wrapper",
      ...(inner && { OUTCROP_EXEC_WRAPPER: inner }),
    }),
  ]);
  return { bare, layered };
}

async function run(
  task: string,
  one: FunctionCase,
  client: ClientName,
  layers: string[],
  env: Record<string, string>,
): Promise<Arm> {
  const result = await runFunction({
    task,
    layers,
    client,
    events: one.events,
    // Only a function that hangs may reach a limit.
    timeoutMs: one.timeoutMs ?? 60_000,
    initTimeoutMs: 60_000,
    env: { OUTCROP_DETAIL: "modules", ...one.env, ...env },
    ...(one.handler && { handler: one.handler }),
  });
  return { result, observed: observedOf(result) };
}

/** The module paths that the layer said were loaded. */
export function recordedModules({ result }: Arm): string[] {
  return outcropLines(result)
    .filter((line) => line["outcrop"] === "resolution")
    .map((line) => String(line["module"]));
}

/** What the extension wrote, line by line. */
export function outcropLines({ logs }: Pick<RunResult, "logs">): Record<string, unknown>[] {
  const lines = (logs.extensions["outcrop"] ?? "").split("\n").filter((line) => line !== "");
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** A layer with one executable file. */
export function executableLayer(path: string, text: string): string {
  const directory = temporaryFolder();
  mkdirSync(join(directory, path, ".."), { recursive: true });
  writeFileSync(join(directory, path), text);
  chmodSync(join(directory, path), 0o755);
  return directory;
}

const stockWrapper = (): string =>
  executableLayer("without-node-path", '#!/bin/sh\nunset NODE_PATH\nexec "$@"\n');

const idleExtension = (): string =>
  executableLayer(
    "extensions/idle",
    `#!/var/lang/bin/node
const { request } = require("node:http");
const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(":");
const ask = (method, path, headers, body) =>
  new Promise((resolve) => {
    request({ host, port, method, path: "/2020-01-01/extension/" + path, headers }, (answer) => {
      let text = "";
      answer.on("data", (chunk) => { text += chunk; })
        .on("end", () => resolve({ headers: answer.headers, text }));
    }).end(body);
  });
(async () => {
  const events = JSON.stringify({ events: ["INVOKE", "SHUTDOWN"] });
  const { headers } = await ask("POST", "register", { "Lambda-Extension-Name": "idle" }, events);
  const identity = { "Lambda-Extension-Identifier": headers["lambda-extension-identifier"] };
  while (JSON.parse((await ask("GET", "event/next", identity)).text).eventType !== "SHUTDOWN");
})();
`,
  );
