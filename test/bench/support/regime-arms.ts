/** The environments that are compared under the CPU regimes. An arm is layers and variables. */
import { openCpuGroup } from "../../support/cpu-group.ts";
import { startUnderRegime } from "../../support/cpu-regimes.ts";
import { builtLayer } from "./layer.ts";
import { peerExtension } from "./peer-extension.ts";
import { attached, Task } from "./task.ts";

export const baseline = "without a layer";
export const ours = "Outcrop";
export const peer = "a bare Node extension";

export interface Environment {
  readonly name: string;
  /** On top of the function's own. */
  readonly layers: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** One more arm of Outcrop, as `--arm` asks for it. */
export interface ExtraArm {
  readonly name: string;
  readonly env: Readonly<Record<string, string>>;
  /** Folder or zip; null: the layer of this checkout. */
  readonly layer: string | null;
}

export async function environments(extra: readonly ExtraArm[]): Promise<Environment[]> {
  const { folder } = await builtLayer();
  return [
    { name: baseline, layers: [], env: {} },
    { name: ours, layers: [folder], env: attached },
    { name: peer, layers: [(await peerExtension("http")).layer], env: {} },
    ...extra.map(({ name, env, layer }) => ({
      name,
      layers: [layer ?? folder],
      env: { ...attached, ...env },
    })),
  ];
}

let reason: Promise<string | null> | undefined;

/**
 * Why there are no CPU regimes on this machine, or null. Found out once, with a whole CPU, which is quick.
 */
export function whyNoRegimes(node: string): Promise<string | null> {
  reason ??= probe(node);
  return reason;
}

async function probe(node: string): Promise<string | null> {
  const task = new Task();
  try {
    task.write("index.js", "exports.handler = async () => 1;\n");
    await openCpuGroup(1).remove();
    const run = await startUnderRegime({
      regime: "boosted",
      sandbox: { task: task.folder, node, memoryMb: 1_769, notice: () => {} },
    });
    await run.close();
    return null;
  } catch (error) {
    return `a group of processes with its own CPU (${error instanceof Error ? error.message : error})`;
  } finally {
    task.remove();
  }
}
