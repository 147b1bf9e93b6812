/**
 * (l) A handler that answers shortly before its deadline: what comes after the answer must not make a
 * time-out of it.
 */
import { type NodeLine, nodeBinary } from "../../../sandbox/runtime/nodes.ts";
import {
  type Regime,
  type RegimeOptions,
  regimeTitles,
  startUnderRegime,
} from "../../support/cpu-regimes.ts";
import { type Case, onEachNode } from "../case.ts";
import { figuresOf } from "../figures.ts";
import { type Arm, type Measures, runPaired } from "../paired.ts";
import { writePackages } from "../support/generated-packages.ts";
import { baseline, environments, whyNoRegimes } from "../support/regime-arms.ts";
import { courseOf } from "../support/regime-measures.ts";
import { Task } from "../support/task.ts";

/** How long before the deadline the handler answers, ms. */
const margins = [20, 50, 100, 200] as const;
const rounds = margins.length;

/** Loaded in each invoke and in none before. */
const packages = 20;

const handler = `exports.handler = async ({ from, count, margin }, context) => {
  for (let at = from; at < from + count; at++) require("package-" + at);
  await new Promise((answer) => setTimeout(answer, Math.max(0, context.getRemainingTimeInMillis() - margin)));
  return margin;
};
`;

const units = Object.fromEntries(
  margins.flatMap((margin) => [
    [`time-outs, ${margin} ms before`, ""],
    [`post, ${margin} ms before`, "ms"],
  ]),
);

/** Each round starts with another margin, since the first invoke is the one in which most is done. */
async function nearDeadline(options: RegimeOptions, round: number): Promise<Measures> {
  const { timeoutMs = 3_000 } = options.sandbox;
  const run = await startUnderRegime(options);
  const measures: Record<string, number> = {};
  try {
    for (const [at] of margins.entries()) {
      const margin = margins[(at + round) % margins.length] as number;
      const started = performance.now();
      const response = await run.invoke({ from: at * packages, count: packages, margin });
      const { post, timedOut } = courseOf(response, started, timeoutMs);
      measures[`time-outs, ${margin} ms before`] = timedOut ? 1 : 0;
      measures[`post, ${margin} ms before`] = post;
    }
    return measures;
  } finally {
    await run.close();
  }
}

function nearDeadlineCase(regime: Regime, memoryMb: number, line: NodeLine): Case {
  const size = memoryMb.toLocaleString("en-US");
  return {
    name: `regimes/ends-near-deadline/${regime}/${memoryMb}/${line}`,
    title: `Answers shortly before the deadline in ${size} MB, ${regimeTitles[regime]}, Node ${line}`,
    notes: [
      `${packages} packages of three modules are loaded in each invoke, and none of them before`,
      "four invokes of one environment, each round begins with another; a time-out is one of one invoke",
      "post: from the answer until runtime and extensions have asked for their next event, or the time-out",
    ],
    async run(context) {
      const task = new Task();
      try {
        const node = nodeBinary(line);
        const reason = await whyNoRegimes(node);
        if (reason !== null) {
          context.skip(reason);
          return [];
        }
        task.write("index.js", handler);
        writePackages(task.nodeModules, packages * margins.length, { modules: 3 });
        const { timeoutMs, slowness } = context;
        const arms = (await environments(context.extraArms)).map(({ name, layers, env }): Arm => {
          const sandbox = { task: task.folder, layers, env, node, memoryMb, timeoutMs, notice: () => {} };
          return { name, run: (round) => nearDeadline({ regime, sandbox, slowness }, round) };
        });
        const measures = await runPaired(arms, {
          rounds: context.runs(rounds),
          warmUp: 0,
          progress: context.progress,
        });
        return figuresOf(measures, { baseline, units });
      } finally {
        task.remove();
      }
    },
  };
}

export const nearDeadlines: readonly Case[] = (["boosted", "throttled"] as const).flatMap((regime) =>
  [128, 512, 1_769].flatMap((memoryMb) => onEachNode((line) => nearDeadlineCase(regime, memoryMb, line))),
);
