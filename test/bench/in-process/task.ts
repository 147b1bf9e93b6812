/**
 * A function under measurement. Each file of this folder's kind is run in a process of its own, on the Node
 * line it is asked for.
 */
import { Bench } from "tinybench";

export interface FunctionTask {
  readonly name: string;
  run(): void;
}

export interface FunctionPlan {
  readonly tasks: readonly FunctionTask[];
  /** Samples of each. */
  readonly iterations: number;
}

/** Runs the tasks under tinybench and prints their samples, in milliseconds, as one line of JSON. */
export async function printSamples({ tasks, iterations }: FunctionPlan): Promise<void> {
  // A count instead of a time: the slowest task must have as many samples as the fastest, and a run a length
  // that can be foreseen.
  const bench = new Bench({
    iterations,
    time: 0,
    warmupIterations: 10,
    warmupTime: 0,
    retainSamples: true,
    throws: true,
  });
  for (const { name, run } of tasks) bench.add(name, run);
  await bench.run();
  const samples = bench.tasks.map(({ name, result }) => [
    name,
    "latency" in result ? (result.latency.samples ?? []) : [],
  ]);
  process.stdout.write(`${JSON.stringify(Object.fromEntries(samples))}\n`);
}

/**
 * The same of the first run of each in this process: nothing is compiled yet, as in an extension that has
 * just started.
 */
export function printFirst(tasks: readonly FunctionTask[]): void {
  const samples = tasks.map(({ name, run }) => {
    const began = performance.now();
    run();
    return [name, [performance.now() - began]];
  });
  process.stdout.write(`${JSON.stringify(Object.fromEntries(samples))}\n`);
}
