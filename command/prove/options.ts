/** The options of `outcrop prove`. */
import type { parseArgs } from "node:util";
import { type NodeLine, nodeLines, runningLine } from "../../sandbox/runtime/nodes.ts";
import { assignments, existingDirectory, positiveNumber, readJsonFile } from "../shared/option-values.ts";
import { helpOption, parseOptions, UsageError } from "../shared/usage.ts";
import type { Chosen } from "./candidates.ts";

export const help = `Usage: outcrop prove --function DIR|ZIP [--layer DIR|ZIP …] --event FILE [options]
       outcrop prove --incident LOGS --function DIR|ZIP [--layer DIR|ZIP …] [options]

Replays a failing event on this machine: as it is, and with each collision repaired in a
copy of function and layers. Says with which repair the error goes.

  --function DIR|ZIP  the function's code, for /var/task
  --layer DIR|ZIP     a layer, for /opt; repeat for more, lowest first
  --event FILE|-      the event as JSON, - for stdin (default: {})
  --incident LOGS     take the collisions from the logs of an incident; repeat for more files
                      or folders. Otherwise a replay with Outcrop's layer finds them
  --finding CODE:NAME only this finding of this package; repeat for more
  --handler NAME      the handler (default: index.handler)
  --node ${[...nodeLines].sort().join("|")}     the Node version (default: the one that runs this command)
  --env NAME=VALUE    an environment variable; repeat for more
  --runtime DIR       more content for /var/runtime, such as node_modules with the AWS SDK
  --timeout SECONDS   the function's timeout (default: 10)
  --memory MB         the function's memory (default: 128)
  --offline           leave out repairs that need npm and its registry
  --json              print the proof as JSON, for outcrop incident --proof
  --help              show this text

Exit codes: 0 proved, 1 not proved, 2 wrong usage, 3 the command failed.
`;

export const options = {
  function: { type: "string" },
  layer: { type: "string", multiple: true, default: [] as string[] },
  event: { type: "string" },
  incident: { type: "string", multiple: true, default: [] as string[] },
  finding: { type: "string", multiple: true, default: [] as string[] },
  handler: { type: "string", default: "index.handler" },
  node: { type: "string", default: String(runningLine()) },
  env: { type: "string", multiple: true, default: [] as string[] },
  runtime: { type: "string" },
  timeout: { type: "string", default: "10" },
  memory: { type: "string", default: "128" },
  offline: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
  help: helpOption,
} as const;

export const choices = { node: nodeLines.map(String) };

export interface ProveRequest {
  readonly function: string;
  /** Lowest first. */
  readonly layers: readonly string[];
  readonly event: unknown;
  /** Null for the default event. */
  readonly eventFile: string | null;
  /** Logs of an incident; none: the replay finds the collisions. */
  readonly incident: readonly string[];
  readonly chosen: readonly Chosen[];
  readonly handler: string;
  readonly node: NodeLine;
  readonly env: Readonly<Record<string, string>>;
  readonly runtime: string | undefined;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  readonly offline: boolean;
  readonly json: boolean;
}

/** @throws UsageError */
export async function proveRequest(parameters: readonly string[]): Promise<ProveRequest> {
  const { values } = parseOptions({ args: [...parameters], options, allowPositionals: false });
  return toRequest(values);
}

async function toRequest(
  values: ReturnType<typeof parseArgs<{ options: typeof options }>>["values"],
): Promise<ProveRequest> {
  if (values.function === undefined) throw new UsageError("--function DIR|ZIP is missing");
  if (values.event === undefined && values.incident.length === 0)
    throw new UsageError("--event FILE is missing: the event that fails");
  if (values.event === "-" && values.incident.includes("-")) throw new UsageError("- can be used only once");
  return {
    function: values.function,
    layers: values.layer,
    event: values.event === undefined ? {} : await readJsonFile("event", values.event),
    eventFile: values.event ?? null,
    incident: values.incident,
    chosen: values.finding.map(chosenOf),
    handler: values.handler,
    node: lineOf(values.node),
    env: assignments("env", values.env),
    runtime: values.runtime === undefined ? undefined : existingDirectory("runtime", values.runtime),
    timeoutMs: positiveNumber("timeout", values.timeout) * 1000,
    memoryMb: positiveNumber("memory", values.memory, { whole: true }),
    offline: values.offline,
    json: values.json,
  };
}

function chosenOf(text: string): Chosen {
  const [, code, name] = /^([a-z-]+):(.+)$/.exec(text) ?? [];
  if (code === undefined || name === undefined)
    throw new UsageError(
      `--finding must be CODE:PACKAGE, such as range-violation:zod, not ${text || "empty"}`,
    );
  return { code, package: name };
}

function lineOf(text: string): NodeLine {
  const line = nodeLines.find((candidate) => String(candidate) === text);
  if (line === undefined) throw new UsageError(`--node must be one of ${nodeLines.join(", ")}, not ${text}`);
  return line;
}
