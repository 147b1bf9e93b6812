/** The functions that are run under the CPU regimes. Each is invoked five times. */
import { install } from "../../../sandbox/demo/install.ts";
import { demoInvokes, demoRoots } from "../../../sandbox/demo/scenario.ts";
import type { SandboxOptions } from "../../../sandbox/index.ts";
import { installedPackages } from "./packages.ts";
import type { Task } from "./task.ts";

export const functionNames = ["hello", "demo", "cpu100", "modules"] as const;
export type FunctionName = (typeof functionNames)[number];

export const functionTitles: Record<FunctionName, string> = {
  hello: "one module",
  demo: "the demo with its layers",
  cpu100: "100 ms of CPU in the handler",
  modules: "about 600 modules",
};

export interface RegimeFunction {
  /** Layers of the function's own come first. */
  readonly options: Pick<SandboxOptions, "task" | "handler" | "layers" | "runtime">;
  readonly events: readonly unknown[];
}

export const invokes = 5;

/** CPU of the process, its own threads included: a slower machine takes longer for it. */
const burning = `exports.handler = async () => {
  const start = process.cpuUsage();
  for (;;) {
    const { user, system } = process.cpuUsage(start);
    if (user + system >= 100_000) return "done";
  }
};
`;

/** @param task a folder for what is written; what is installed is kept for later runs. */
export async function regimeFunction(
  name: FunctionName,
  task: Task,
  progress: (text: string) => void,
): Promise<RegimeFunction> {
  const plain = Array.from({ length: invokes }, () => ({}));
  if (name === "demo") return demo(progress);
  if (name === "modules")
    return {
      options: { task: await installedPackages(progress), handler: "real-cjs.handler" },
      events: plain,
    };
  task.write("index.js", name === "hello" ? "exports.handler = async () => 'hello';\n" : burning);
  return { options: { task: task.folder }, events: plain };
}

/** The second event loads what the first did not. */
async function demo(progress: (text: string) => void): Promise<RegimeFunction> {
  progress("installing the demo, once");
  const folders = Object.fromEntries(
    await Promise.all(demoRoots.map(async (root) => [root.name, (await install(root)).directory])),
  );
  const [place, handOver] = demoInvokes;
  return {
    options: {
      task: folders["function"],
      layers: [folders["layer-utils"], folders["layer-observability"]],
      runtime: folders["runtime"],
    },
    events: Array.from({ length: invokes }, (_, at) => (at % 2 === 0 ? place : handOver)?.event),
  };
}
