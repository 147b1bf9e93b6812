/** (a) What a `require` costs that fails and is caught, as of an optional dependency. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { type NodeLine, nodeBinary } from "../../../sandbox/runtime/nodes.ts";
import { type Case, onEachNode } from "../case.ts";
import { figuresOf } from "../figures.ts";
import { type Arm, runPaired } from "../paired.ts";
import { benchSources } from "../support/places.ts";
import { type PreloadArm, preloadArm, shimArms } from "../support/shim-arms.ts";
import { Sysroot } from "../support/sysroot.ts";

const measures = { "same name": "same", "new names": "new" } as const;

function failingCase(line: NodeLine): Case {
  return {
    name: `failing/${line}`,
    title: `A require that fails and is caught, Node ${line}`,
    notes: [
      "CPU of one of 3,000 in a process, the first 200 aside; the error's stack is not read",
      "same name: one specifier again and again. New names: each is one more, and the shim writes it down",
    ],
    async run(context) {
      const sysroot = new Sysroot();
      const program = `${benchSources}/functions/failing-requires.cjs`;
      const arm = ({ name, flags, env }: PreloadArm): Arm => ({
        name,
        async run() {
          const costs: Record<string, number> = {};
          for (const [measure, names] of Object.entries(measures)) {
            sysroot.renewJournal();
            const { stdout } = await promisify(execFile)(nodeBinary(line), [...flags, program, names], {
              env,
            });
            costs[measure] = Number(stdout);
          }
          return costs;
        },
      });
      try {
        const arms: PreloadArm[] = [
          { name: "plain", flags: [], env: {} },
          preloadArm("bare registerHooks(resolve)", "register-hooks.cjs"),
          ...(await shimArms(context, sysroot)),
        ];
        const rounds = await runPaired(arms.map(arm), {
          rounds: context.runs(31),
          progress: context.progress,
        });
        return figuresOf(rounds, {
          baseline: "plain",
          units: { "same name": "us", "new names": "us" },
          budgets: { "shim same name": "ratio <= 1.15", "shim new names": "ratio <= 1.15" },
        });
      } finally {
        sysroot.remove();
      }
    },
  };
}

export const failing: readonly Case[] = onEachNode(failingCase);
