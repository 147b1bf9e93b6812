/**
 * (k) What a function waits for, and whether it times out, with the CPU that Lambda gives to its memory: in a
 * boosted init and without one.
 */
import { type NodeLine, nodeBinary } from "../../../sandbox/runtime/nodes.ts";
import { type Regime, regimes as regimeNames, regimeTitles } from "../../support/cpu-regimes.ts";
import { type Case, onEachNode } from "../case.ts";
import { figuresOf } from "../figures.ts";
import { type Arm, measured, type Rounds, runPaired, withDerived } from "../paired.ts";
import {
  baseline,
  type Environment,
  environments,
  ours,
  peer,
  whyNoRegimes,
} from "../support/regime-arms.ts";
import {
  type FunctionName,
  functionNames,
  functionTitles,
  regimeFunction,
} from "../support/regime-functions.ts";
import { measureNotes, measureUnderRegime, units } from "../support/regime-measures.ts";
import { Task } from "../support/task.ts";

export const memorySizes = [128, 256, 512, 1_024, 1_769] as const;
const rounds = 3;

/**
 * Of Outcrop's arm to the bare extension's, in the same round: the floor of any extension that runs on Node.
 */
const overPeer = ["first answer", "first post"] as const;
const overPeerUnits = Object.fromEntries(overPeer.map((measure) => [`${measure} / ${peer}'s`, ""]));

interface Row {
  readonly regime: Regime;
  readonly memoryMb: number;
  readonly name: FunctionName;
  readonly line: NodeLine;
}

function regimeCase({ regime, memoryMb, name, line }: Row): Case {
  return {
    name: `regimes/${regime}/${memoryMb}/${name}/${line}`,
    title:
      `Function (${functionTitles[name]}) of ${memoryMb.toLocaleString("en-US")} MB, ` +
      `${regimeTitles[regime]}, Node ${line}`,
    notes: measureNotes,
    async run(context) {
      const task = new Task();
      try {
        const node = nodeBinary(line);
        const reason = await whyNoRegimes(node);
        if (reason !== null) {
          context.skip(reason);
          return [];
        }
        const { options, events } = await regimeFunction(name, task, context.progress);
        const run = ({ layers, env }: Environment): Arm["run"] => {
          const sandbox = {
            ...{ ...options, layers: [...(options.layers ?? []), ...layers], env, node, memoryMb },
            ...{ timeoutMs: context.timeoutMs, notice: () => {} },
          };
          return () => measureUnderRegime({ regime, sandbox, slowness: context.slowness }, events);
        };
        const arms = (await environments(context.extraArms)).map((environment) => ({
          name: environment.name,
          run: run(environment),
        }));
        const measures = comparedToPeer(
          await runPaired(arms, { rounds: context.runs(rounds), warmUp: 0, progress: context.progress }),
        );
        return figuresOf(measures, {
          baseline,
          units: { ...units, ...overPeerUnits },
          budgets: budgetsOf({ regime, memoryMb, name, line }),
        });
      } finally {
        task.remove();
      }
    },
  };
}

function comparedToPeer(measures: Rounds): Rounds {
  const arms = Object.keys(measures).filter((arm) => arm !== baseline && arm !== peer);
  return arms.reduce(
    (all, arm) =>
      overPeer.reduce(
        (some, measure) =>
          withDerived(
            some,
            arm,
            `${measure} / ${peer}'s`,
            (round) => measured(some, arm, measure, round) / measured(some, peer, measure, round),
          ),
        all,
      ),
    measures,
  );
}

/**
 * What the project asks of itself in an on-demand environment; where this machine's Node makes that
 * impossible, 1.5 times the bare extension.
 */
function budgetsOf({ regime, memoryMb, name }: Row): Readonly<Record<string, string>> {
  if (regime !== "boosted" || (name !== "hello" && name !== "demo")) return {};
  const [ratio, post] = memoryMb >= 512 ? [1.15, 250] : [1.3, 500];
  return {
    [`${ours} first answer`]: `ratio <= ${ratio}`,
    [`${ours} first post`]: `<= ${post} ms`,
    ...Object.fromEntries(overPeer.map((measure) => [`${ours} ${measure} / ${peer}'s`, "or <= 1.5"])),
  };
}

export const regimes: readonly Case[] = regimeNames.flatMap((regime) =>
  memorySizes.flatMap((memoryMb) =>
    functionNames.flatMap((name) => onEachNode((line) => regimeCase({ regime, memoryMb, name, line }))),
  ),
);
