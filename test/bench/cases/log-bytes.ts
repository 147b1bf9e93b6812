/** (g) What is written to the function's log, which is paid for by the gigabyte. */
import { setTimeout as sleep } from "node:timers/promises";
import { type Sandbox, startSandbox } from "../../../sandbox/index.ts";
import { type NodeLine, nodeBinary } from "../../../sandbox/runtime/nodes.ts";
import { type Case, onEachNode } from "../case.ts";
import { figuresOf } from "../figures.ts";
import { type Arm, type Measures, runPaired } from "../paired.ts";
import { pricePerMillion } from "../price.ts";
import { writePackages } from "../support/generated-packages.ts";
import { builtLayer } from "../support/layer.ts";
import { attached, Task } from "../support/task.ts";

const packages = 120;
const modules = 5;
const warmInvokes = 20;

const details = ["inventory", "findings", "packages", "modules"] as const;
const emits = ["each-invoke", "on-change"] as const;

/** A pipe's content is there before `next` is, but this process may read it after. */
const readMs = 100;

async function written(sandbox: Sandbox): Promise<number> {
  await sleep(readMs);
  return Buffer.byteLength(sandbox.logs().extensions["outcrop"] ?? "");
}

async function bytesOf(task: Task, node: string, env: Readonly<Record<string, string>>): Promise<Measures> {
  const layers = [(await builtLayer()).folder];
  const sandbox = await startSandbox({
    task: task.folder,
    layers,
    node,
    env: { ...attached, ...env },
    timeoutMs: 60_000,
    memoryMb: 512,
  });
  try {
    await sandbox.invoke({});
    const cold = await written(sandbox);
    for (let left = warmInvokes; left > 0; left--) await sandbox.invoke({});
    const warm = ((await written(sandbox)) - cold) / warmInvokes;
    await sandbox.shutdown();
    const shutdown = (await written(sandbox)) - cold - warm * warmInvokes;
    return {
      "cold start": cold,
      "warm invoke": warm,
      shutdown,
      "a million cold starts": pricePerMillion(cold + shutdown),
      "a million warm invokes": pricePerMillion(warm),
    };
  } finally {
    await sandbox.shutdown();
  }
}

function logBytesCase(line: NodeLine): Case {
  return {
    name: `log-bytes/${line}`,
    title: `Bytes written to the log, by OUTCROP_DETAIL and OUTCROP_EMIT, Node ${line}`,
    notes: [
      `a function of ${packages} packages of ${modules} modules and no findings: each finding would be ` +
        "one line more, once an environment",
      "a cold start is everything up to the first invoke's end; a million of them includes the shutdown line",
      "CloudWatch Logs ingestion at the list price of $0.50 for 10^9 bytes; storage and metrics (one a " +
        "metric name, not by volume) are not in it",
    ],
    async run(context) {
      const node = nodeBinary(line);
      const task = new Task();
      try {
        const names = writePackages(task.nodeModules, packages, { modules });
        task.write(
          "index.js",
          `${names.map((name) => `require("${name}");\n`).join("")}exports.handler = async () => "done";\n`,
        );
        const arms = details.flatMap((detail) =>
          emits.map(
            (emit): Arm => ({
              name: `${detail}, ${emit}`,
              run: () => bytesOf(task, node, { OUTCROP_DETAIL: detail, OUTCROP_EMIT: emit }),
            }),
          ),
        );
        // Bytes do not vary with the machine's load: two runs show that they vary by a few digits only.
        const rounds = await runPaired(arms, {
          rounds: Math.min(2, context.runs(2)),
          warmUp: 0,
          progress: context.progress,
        });
        return figuresOf(rounds, {
          units: {
            "cold start": "bytes",
            "warm invoke": "bytes",
            shutdown: "bytes",
            "a million cold starts": "USD",
            "a million warm invokes": "USD",
          },
          budgets: {
            "inventory, each-invoke cold start": "<= 10 KB",
            "inventory, each-invoke warm invoke": "<= 350 bytes",
          },
        });
      } finally {
        task.remove();
      }
    },
  };
}

export const logBytes: readonly Case[] = onEachNode(logBytesCase);
