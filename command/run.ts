/** `outcrop run`: runs a function with layers in the sandbox. */
import { statSync } from "node:fs";
import type { parseArgs } from "node:util";
import { OptionError, type RunOptions, runFunction } from "../sandbox/index.ts";
import { nodeBinary, nodeLines } from "../sandbox/runtime/nodes.ts";
import { describeRun } from "./run/describe-run.ts";
import { assignments, existingDirectory, positiveNumber, readJsonFile } from "./shared/option-values.ts";
import { helpOption, oneOf, parseOptions, UsageError } from "./shared/usage.ts";

export const help = `Usage: outcrop run --function DIR [--layer DIR|ZIP …] [--event FILE|-] [options]

Runs a Lambda function with layers on this machine, and prints its logs and responses.

  --function DIR      the function's code, for /var/task
  --layer DIR|ZIP     a layer, for /opt; repeat for more, lowest first
  --runtime DIR       more content for /var/runtime, such as node_modules with the AWS SDK
  --event FILE|-      the event as JSON, - for stdin; repeat for more invocations (default: {})
  --handler NAME      the handler (default: index.handler)
  --node ${[...nodeLines].sort().join("|")}     the Node version (default: the one that runs this command)
  --env NAME=VALUE    an environment variable; repeat for more
  --client NAME       the runtime client: ric4 (default), ric3 or stand-in
  --isolation KIND    auto (default), namespaces or staged
  --mode NAME         on-demand (default), provisioned-concurrency or managed-instances
  --require-esm       let require() load ES modules, which Lambda does not allow
  --timeout SECONDS   the function's timeout (default: 3)
  --memory MB         the function's memory (default: 128)
  --repeat N          send every event N times
  --json              print the whole result as JSON
  --help              show this text

Exit codes: 0 success, 1 an invocation failed, 2 wrong usage, 3 the command failed.
`;

export const options = {
  function: { type: "string" },
  layer: { type: "string", multiple: true, default: [] as string[] },
  runtime: { type: "string" },
  event: { type: "string", multiple: true, default: [] as string[] },
  handler: { type: "string" },
  node: { type: "string" },
  env: { type: "string", multiple: true, default: [] as string[] },
  client: { type: "string" },
  isolation: { type: "string" },
  mode: { type: "string" },
  timeout: { type: "string" },
  memory: { type: "string" },
  repeat: { type: "string", default: "1" },
  "require-esm": { type: "boolean", default: false },
  json: { type: "boolean", default: false },
  help: helpOption,
} as const;

/** @returns 0, or 1 when an invocation failed. @throws UsageError */
export async function run(parameters: readonly string[]): Promise<number> {
  const { values } = parseOptions({ args: [...parameters], options, allowPositionals: false });
  const result = await runFunction(await toRunOptions(values)).catch((error: unknown) => {
    throw error instanceof OptionError ? new UsageError(error.message) : error;
  });
  process.stdout.write(values.json ? `${JSON.stringify(result, null, 2)}\n` : describeRun(result));
  return result.responses.every((response) => response.ok && response.status === "success") ? 0 : 1;
}

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>["values"];

async function toRunOptions(values: Values): Promise<RunOptions> {
  if (values.function === undefined) throw new UsageError("--function DIR is missing");
  for (const layer of values.layer) {
    if (!statSync(layer, { throwIfNoEntry: false })) throw new UsageError(`--layer: ${layer} does not exist`);
  }
  const paths = values.event.length > 0 ? values.event : undefined;
  const events = paths ? await Promise.all(paths.map((path) => readJsonFile("event", path))) : [{}];
  const repeat = positiveNumber("repeat", values.repeat, { whole: true });
  return {
    task: existingDirectory("function", values.function),
    layers: values.layer,
    // Native code is judged by Lambda's own levels, too.
    env: { OUTCROP_INTERNAL_LEVELS: runtimeOf(values.node), ...assignments("env", values.env) },
    events: Array.from({ length: repeat }, () => events).flat(),
    ...(values.runtime !== undefined && { runtime: existingDirectory("runtime", values.runtime) }),
    ...(values.handler !== undefined && { handler: values.handler }),
    ...(values.node !== undefined && { node: nodeOf(values.node) }),
    ...(values.client !== undefined && {
      client: oneOf("client", values.client, ["ric4", "ric3", "stand-in"]),
    }),
    ...(values.isolation !== undefined && {
      isolation: oneOf("isolation", values.isolation, ["auto", "namespaces", "staged"]),
    }),
    ...(values.mode !== undefined && {
      mode: oneOf("mode", values.mode, ["on-demand", "provisioned-concurrency", "managed-instances"]),
    }),
    requireEsm: values["require-esm"],
    ...(values.timeout !== undefined && { timeoutMs: positiveNumber("timeout", values.timeout) * 1000 }),
    ...(values.memory !== undefined && {
      memoryMb: positiveNumber("memory", values.memory, { whole: true }),
    }),
  };
}

/** Lambda's identifier for the Node that runs. */
function runtimeOf(node = process.versions.node): string {
  return `nodejs${Number.parseInt(node, 10)}.x`;
}

function nodeOf(text: string): string {
  const line = nodeLines.find((candidate) => String(candidate) === text);
  if (line === undefined) throw new UsageError(`--node must be one of ${nodeLines.join(", ")}, not ${text}`);
  return nodeBinary(line);
}
