/** (c) How much longer than the function an invocation takes: from the runtime's next to the extension's. */

import { startSandbox } from "../../../sandbox/index.ts";
import { type NodeLine, nodeBinary } from "../../../sandbox/runtime/nodes.ts";
import { type Case, onEachNode } from "../case.ts";
import { figuresOf } from "../figures.ts";
import { type Arm, type Measures, runPaired } from "../paired.ts";
import { quantile } from "../statistics.ts";
import { writePackages } from "../support/generated-packages.ts";
import { builtLayer } from "../support/layer.ts";
import { peerExtension } from "../support/peer-extension.ts";
import { attached, Task } from "../support/task.ts";

const packagesPerInvoke = 10;
/** Until the journal of the init is read and the code is warm. */
const warmUpInvokes = 5;

interface Plan {
  readonly name: string;
  readonly extension: string;
  readonly layer: string;
  readonly env: Readonly<Record<string, string>>;
  /** Packages loaded in each invoke. */
  readonly packages: number;
}

/** One environment, its processes frozen between invokes as on Lambda. */
async function overheads(
  task: Task,
  { extension, layer, env, packages }: Plan,
  node: string,
  invokes: number,
): Promise<Measures> {
  const sandbox = await startSandbox({
    task: task.folder,
    layers: [layer],
    node,
    env,
    timeoutMs: 60_000,
    memoryMb: 1_024,
  });
  try {
    const samples: number[] = [];
    const fromAnswer: number[] = [];
    for (let at = 0; at < warmUpInvokes + invokes; at++) {
      const { ok, timings } = await sandbox.invoke({ from: at * packages, count: packages });
      const after = timings.extensionNext[extension];
      if (!ok || timings.runtimeNext === undefined || after === undefined)
        throw new Error(`an invoke did not end as it should: ${at}`);
      if (at < warmUpInvokes) continue;
      // The extension is often first: it sees the end mark while the runtime is still on its way to ask.
      samples.push(Math.max(0, after - timings.runtimeNext));
      fromAnswer.push(after - (timings.responsePosted ?? Number.NaN));
    }
    return {
      "median of next to next": quantile(samples, 0.5),
      "p99 of next to next": quantile(samples, 0.99),
      "median of answer to next": quantile(fromAnswer, 0.5),
    };
  } finally {
    await sandbox.shutdown();
  }
}

function invokeCase(line: NodeLine): Case {
  return {
    name: `invoke/${line}`,
    title: `From the runtime's next to the extension's, Node ${line}`,
    notes: [
      "each run is one environment of 300 invokes (40 with --quick) after 5 to warm up; its median and " +
        "its 99th percentile are the samples",
      "an extension that asks before the runtime does counts as 0, because nothing waits for it; answer " +
        "to next is from the function's answer, and hides nothing",
      "the peer asks for its next event when the Telemetry API says runtimeDone, which is buffered for " +
        "at least 25 ms",
    ],
    async run(context) {
      const invokes = context.quick ? 40 : 300;
      const node = nodeBinary(line);
      const task = new Task();
      try {
        writePackages(task.nodeModules, packagesPerInvoke * (warmUpInvokes + invokes), { modules: 3 });
        task.write(
          "index.js",
          `exports.handler = async ({ from, count }) => {
              for (let at = from; at < from + count; at++) require("package-" + at); };`,
        );
        const ours = { extension: "outcrop", layer: (await builtLayer()).folder, env: attached };
        const plans: Plan[] = [
          { name: "Outcrop, nothing new", packages: 0, ...ours },
          { name: "Outcrop, ten new packages", packages: packagesPerInvoke, ...ours },
          {
            name: "waiting for runtimeDone",
            packages: 0,
            extension: "telemetry",
            layer: (await peerExtension("telemetry")).layer,
            env: {},
          },
        ];
        const arms = plans.map(
          (plan): Arm => ({ name: plan.name, run: () => overheads(task, plan, node, invokes) }),
        );
        const rounds = await runPaired(arms, {
          rounds: context.runs(7),
          warmUp: 0,
          progress: context.progress,
        });
        return figuresOf(rounds, {
          baseline: "waiting for runtimeDone",
          units: {
            "median of next to next": "ms",
            "p99 of next to next": "ms",
            "median of answer to next": "ms",
          },
          budgets: {
            "Outcrop, nothing new median of next to next": "<= 0.5 ms",
            "Outcrop, nothing new p99 of next to next": "<= 3 ms",
          },
        });
      } finally {
        task.remove();
      }
    },
  };
}

export const invoke: readonly Case[] = onEachNode(invokeCase);
