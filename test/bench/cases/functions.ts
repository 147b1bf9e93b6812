/**
 * (f) The extension's analysis as packages grow, and the codec that shim and extension share: functions,
 * measured by tinybench.
 */
import type { NodeLine } from "../../../sandbox/runtime/nodes.ts";
import { type Case, onEachNode } from "../case.ts";
import { figuresOf } from "../figures.ts";
import { type Arm, measured, type Rounds, runPaired, withDerived } from "../paired.ts";
import { firstAnalysis, runInProcess } from "../support/run-in-process.ts";

const sizes = [15, 150, 1_500] as const;
/** Below it, also with --quick, a function is measured while V8 still compiles it. */
const fewest = 20;

const units = { time: "ms", "per package": "us" };

function withPerPackage(rounds: Rounds): Rounds {
  return sizes.reduce((all, size) => {
    const arm = `${size} packages`;
    return withDerived(
      all,
      arm,
      "per package",
      (round) => (measured(all, arm, "time", round) * 1_000) / size,
    );
  }, rounds);
}

function analysisCase(line: NodeLine): Case {
  const coldArm = (size: number): Arm => ({
    name: `${size} packages`,
    run: async () => ({ time: await firstAnalysis(line, size) }),
  });
  return {
    name: `growth-analysis/${line}`,
    title: `The analysis of 15, 150 and 1,500 packages, Node ${line}`,
    notes: [
      "the first reading of a journal: packages of ten modules, each requiring two others, every tenth " +
        "shadowed by a layer; real files, page cache warm",
      "ratios are to 15 packages: 10 and 100 would be linear",
      "warm: by tinybench, in one process. Cold: the first analysis of a process, as an extension has " +
        "it, modules not bundled",
    ],
    async run(context) {
      const cold = await runPaired(sizes.map(coldArm), {
        rounds: context.runs(15),
        progress: context.progress,
      });
      const warm = withPerPackage(await runInProcess("analysis", line, Math.max(fewest, context.runs(30))));
      const named = (rounds: Rounds, state: string): Rounds =>
        Object.fromEntries(Object.entries(rounds).map(([arm, measures]) => [`${arm}, ${state}`, measures]));
      const baseline = (arm: string): string => arm.replace(/^\d+/, "15");
      return figuresOf(
        { ...named(withPerPackage(cold), "cold"), ...named(warm, "warm") },
        { baseline, units },
      );
    },
  };
}

const plain: Readonly<Record<string, string>> = {
  "encode, 1,001 records": "JSON.stringify, 1,001 records",
  "decode, 1,001 records": "JSON.parse, 1,001 records",
};

function codecCase(line: NodeLine): Case {
  return {
    name: `codec/${line}`,
    title: `Encoding and decoding 1,001 journal records, Node ${line}`,
    notes: ["against JSON with the records' own keys, which checks nothing; the code is warm"],
    async run(context) {
      const rounds = await runInProcess("codec", line, Math.max(fewest, context.runs(500)));
      return figuresOf(rounds, { baseline: (arm) => plain[arm] ?? null, units: { time: "ms" } });
    },
  };
}

export const functions: readonly Case[] = [...onEachNode(analysisCase), ...onEachNode(codecCase)];
