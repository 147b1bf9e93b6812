/**
 * (e) A complete cold start with the layer and without it, at full CPU and with the share of it that a memory
 * size has.
 */

import { startSandbox } from "../../../sandbox/index.ts";
import { type NodeLine, nodeBinary } from "../../../sandbox/runtime/nodes.ts";
import { openCpuGroup } from "../../support/cpu-group.ts";
import { cpusOf } from "../../support/cpu-regimes.ts";
import { type Case, onEachNode } from "../case.ts";
import { figuresOf } from "../figures.ts";
import { type Arm, type Measures, runPaired } from "../paired.ts";
import { builtLayer } from "../support/layer.ts";
import { installedPackages } from "../support/packages.ts";
import { peerExtension } from "../support/peer-extension.ts";
import { attached, Task } from "../support/task.ts";

type Work = "hello" | "real";

interface Attachment {
  readonly name: string;
  readonly layers: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

interface ColdStart extends Attachment {
  readonly task: string;
  readonly handler: string;
  readonly node: string;
  /** Null: all the CPU there is. */
  readonly memoryMb: number | null;
}

/** Far above any init at 128 MB: the limit itself is not what is measured. */
const limitMs = 300_000;

async function coldStart({ task, handler, layers, env, node, memoryMb }: ColdStart): Promise<Measures> {
  const group = openCpuGroup(memoryMb === null ? null : cpusOf(memoryMb));
  try {
    const sandbox = await startSandbox({
      ...{
        task,
        handler,
        layers,
        env,
        node,
        memoryMb: memoryMb ?? 1_769,
        timeoutMs: limitMs,
        initTimeoutMs: limitMs,
      },
      ...{ isolation: "namespaces", controlGroups: group.joins, notice: () => {} },
    });
    try {
      const { ok, timings } = await sandbox.invoke({});
      const { started, runtimeReady, extensionsReady } = sandbox.init.steps;
      if (!ok || runtimeReady === undefined) throw new Error("the function did not start");
      return {
        init: Math.max(runtimeReady, extensionsReady ?? 0) - started,
        "first answer": (timings.responsePosted as number) - started,
        "first invoke's end":
          Math.max(timings.runtimeNext ?? 0, ...Object.values(timings.extensionNext)) - started,
        CPU: group.cpuMs(),
      };
    } finally {
      await sandbox.shutdown();
    }
  } finally {
    await group.remove();
  }
}

/**
 * Control groups take root and namespaces take permission: why they cannot be had here, or null. Found out
 * with all the CPU, which is quick.
 */
async function whyNot(
  memoryMb: number | null,
  plain: Pick<ColdStart, "task" | "handler" | "node">,
): Promise<string | null> {
  try {
    await openCpuGroup(memoryMb === null ? null : cpusOf(memoryMb)).remove();
    await coldStart({ ...plain, name: "probe", layers: [], env: {}, memoryMb: null });
    return null;
  } catch (error) {
    return `a group of processes with its own CPU (${error instanceof Error ? error.message : error})`;
  }
}

async function attachments(work: Work, memoryMb: number | null): Promise<Attachment[]> {
  const none = { name: "without a layer", layers: [], env: {} };
  const ours = { name: "Outcrop", layers: [(await builtLayer()).folder], env: attached };
  if (memoryMb !== null) return [none, ours];
  const extension = async (name: "http" | "undici", label: string): Promise<Attachment> => {
    return { name: label, layers: [(await peerExtension(name)).layer], env: {} };
  };
  const quietly = {
    DD_TRACE_STARTUP_LOGS: "false",
    DD_INSTRUMENTATION_TELEMETRY_ENABLED: "false",
    DD_REMOTE_CONFIGURATION_ENABLED: "false",
  };
  const ddTrace = {
    name: "dd-trace/init",
    layers: [],
    env: { NODE_OPTIONS: "--require dd-trace/init", ...quietly },
  };
  return [
    none,
    ours,
    await extension("http", "an extension of node:http"),
    await extension("undici", "an extension of whole undici"),
    ...(work === "real" ? [ddTrace] : []),
  ];
}

const works: Record<Work, string> = {
  hello: "a function of one module",
  real: "a function of about 600 modules",
};

function coldStartCase(work: Work, memoryMb: number | null, line: NodeLine): Case {
  const share = memoryMb === null ? "full CPU" : `the CPU of ${memoryMb.toLocaleString("en-US")} MB`;
  return {
    name: `cold-start/${memoryMb ?? "full"}/${work}/${line}`,
    title: `Cold start of ${works[work]} at ${share}, Node ${line}`,
    notes: [
      "from the start of the first process in the sandbox: init is over when runtime and extensions have " +
        "asked for an event",
      "CPU is all that the environment's processes used until the first invoke was over, by their " +
        "control group; the sandbox's server is not in it",
      ...(memoryMb === null
        ? []
        : [
            `a quota of ${((100 * memoryMb) / 1_769).toFixed(1)} % of one CPU in periods of 20 ms; files ` +
              "come from the page cache",
          ]),
      ...(work === "real" && memoryMb === null
        ? ["dd-trace/init is the tracer alone, without Datadog's extension, which npm does not have"]
        : []),
    ],
    async run(context) {
      const hello = new Task();
      hello.write("index.js", "exports.handler = async () => 'hello';\n");
      try {
        const node = nodeBinary(line);
        const reason = await whyNot(memoryMb, { task: hello.folder, handler: "index.handler", node });
        if (reason !== null) {
          context.skip(reason);
          return [];
        }
        const task = work === "hello" ? hello.folder : await installedPackages(context.progress);
        const handler = work === "hello" ? "index.handler" : "real-cjs.handler";
        const arms = (await attachments(work, memoryMb)).map(
          (attachment): Arm => ({
            name: attachment.name,
            run: () => coldStart({ ...attachment, task, handler, node, memoryMb }),
          }),
        );
        const rounds = await runPaired(arms, {
          rounds: context.runs(memoryMb === 128 ? 9 : 15),
          progress: context.progress,
        });
        const budget = memoryMb === null ? "ratio <= 1.15" : memoryMb === 512 ? "ratio <= 1.25" : null;
        return figuresOf(rounds, {
          baseline: "without a layer",
          units: { init: "ms", "first answer": "ms", "first invoke's end": "ms", CPU: "ms" },
          budgets: budget === null ? {} : { "Outcrop first answer": budget },
        });
      } finally {
        hello.remove();
      }
    },
  };
}

export const coldStarts: readonly Case[] = ([null, 1_024, 512, 128] as const).flatMap((memoryMb) =>
  (["hello", "real"] as const).flatMap((work) => onEachNode((line) => coldStartCase(work, memoryMb, line))),
);
