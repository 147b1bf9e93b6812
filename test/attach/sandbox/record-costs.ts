/** What a healthy and a colliding function write to the log, as test/attach/recorded-costs.json keeps it. */
import { startSandbox } from "../../../sandbox/index.ts";
import { nodeBinary } from "../../../sandbox/runtime/nodes.ts";
import { writePackages } from "../../bench/support/generated-packages.ts";
import {
  type EmittedLine,
  Folders,
  linesOf,
  packageFiles,
  type Tree,
  withLayer,
} from "../../support/layer-run.ts";
import type { RecordedCosts, WrittenBytes } from "../recorded-costs.ts";

const packages = 120;
const modules = 5;
const warmInvocations = 20;

interface Lines {
  readonly text: string;
  readonly lines: readonly EmittedLine[];
}

/** Everything that one environment writes, with so many invocations after the first. */
async function written(
  task: string,
  layers: readonly string[],
  env: Readonly<Record<string, string>>,
  warm: number,
): Promise<Lines> {
  const options = withLayer({ task, layers: [...layers], env, node: nodeBinary(24), memoryMb: 512 });
  const sandbox = await startSandbox({ ...options, functionName: "checkout-orders-prod" });
  try {
    for (let left = 1 + warm; left > 0; left--) await sandbox.invoke({});
  } finally {
    await sandbox.shutdown();
  }
  const text = sandbox.logs().extensions["outcrop"] ?? "";
  return { text, lines: linesOf(text) };
}

/** The bytes of the whole, and of its last invocation and of its shutdown, each with its line feed. */
function bytesOf({ text }: Lines): WrittenBytes {
  const lines = text.split("\n").filter((line) => line !== "");
  const size = (some: readonly string[]): number =>
    Buffer.byteLength(some.map((line) => `${line}\n`).join(""));
  const invocations = lines.filter((line) => line.includes('"outcrop":"invocation"'));
  return {
    coldStart: size(lines) - size(invocations.slice(1)),
    warm: size(invocations.slice(1)) / Math.max(1, invocations.length - 1),
    lines: invocations.length - 1,
  };
}

/** Each metric with its dimension set, such as `OverheadMs of []`. */
function metricsOf({ lines }: Lines): string[] {
  const found = new Set<string>();
  for (const { _aws } of lines) {
    const metadata = _aws as
      | { CloudWatchMetrics: { Dimensions: string[][]; Metrics: { Name: string }[] }[] }
      | undefined;
    for (const { Dimensions, Metrics } of metadata?.CloudWatchMetrics ?? [])
      for (const set of Dimensions) for (const { Name } of Metrics) found.add(`${Name} of [${set.join()}]`);
  }
  return [...found].sort();
}

function functionOf(names: readonly string[], files: Tree): Tree {
  const requires = names.map((name) => `require("${name}");\n`).join("");
  return { ...files, "index.js": `${requires}exports.handler = async () => "done";\n` };
}

/** Runs the functions in the sandbox, with the built layer. */
export async function recordCosts(): Promise<string> {
  const folders = new Folders();
  try {
    const names = Array.from({ length: packages }, (_, at) => `package-${at}`);
    const task = folders.make(functionOf(names, {}));
    writePackages(`${task}/node_modules`, packages, { modules });
    const of = async (env: Readonly<Record<string, string>>): Promise<WrittenBytes> =>
      bytesOf(await written(task, [], env, warmInvocations));
    const layer = folders.make(packageFiles("nodejs/node_modules", "a", "0.9.0"));
    const colliding = folders.make(functionOf(["a"], packageFiles("node_modules", "a", "1.0.0")));
    const costs: RecordedCosts = {
      measured: new Date().toISOString().slice(0, 10),
      packages,
      modules,
      detail: {
        inventory: await of({}),
        packages: await of({ OUTCROP_DETAIL: "packages" }),
        findings: await of({ OUTCROP_DETAIL: "findings" }),
        modules: await of({ OUTCROP_DETAIL: "modules" }),
      },
      shared: await of({ OUTCROP_EMIT: "each-minute" }),
      healthy: metricsOf(await written(task, [], {}, 1)),
      colliding: metricsOf(await written(colliding, [layer], {}, 1)),
    };
    return `${JSON.stringify(costs, null, 2)}\n`;
  } finally {
    folders.remove();
  }
}
