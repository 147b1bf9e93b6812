/** Runs a program of `in-process/` on a Node line and reads the samples it prints. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { type NodeLine, nodeBinary } from "../../../sandbox/runtime/nodes.ts";
import type { Rounds } from "../paired.ts";
import { benchSources, repository } from "./places.ts";

type Samples = Readonly<Record<string, readonly number[]>>;

/** @returns task -> its samples as the measure `time`, in milliseconds */
export async function runInProcess(
  program: "analysis" | "codec",
  line: NodeLine,
  iterations: number,
): Promise<Rounds> {
  const samples = await samplesOf(program, line, [String(iterations)]);
  return Object.fromEntries(
    Object.entries(samples).map(([task, times]) => [task, times.map((time) => ({ time }))]),
  );
}

/** The time of the analysis of so many packages as the first thing a process does. */
export async function firstAnalysis(line: NodeLine, packages: number): Promise<number> {
  const samples = await samplesOf("analysis", line, ["1", String(packages)]);
  return samples[`${packages} packages`]?.[0] ?? Number.NaN;
}

async function samplesOf(program: string, line: NodeLine, parameters: readonly string[]): Promise<Samples> {
  const command = [`${benchSources}/in-process/${program}.ts`, ...parameters];
  const { stdout } = await promisify(execFile)(nodeBinary(line), command, {
    cwd: repository,
    maxBuffer: 64 << 20,
  });
  return JSON.parse(stdout) as Samples;
}
