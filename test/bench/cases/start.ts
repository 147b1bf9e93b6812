/** (a) What the shim costs before the function's first line and at the process's end. */
import { type NodeLine, nodeBinary } from "../../../sandbox/runtime/nodes.ts";
import { type Case, onEachNode } from "../case.ts";
import { figuresOf } from "../figures.ts";
import { type Arm, measured, type Rounds, runPaired, withDerived } from "../paired.ts";
import { costOf } from "../process/measured-process.ts";
import { type PreloadArm, preloadArm, shimArms } from "../support/shim-arms.ts";
import { Sysroot } from "../support/sysroot.ts";
import { Task } from "../support/task.ts";

const empty = "empty preload";
const over = `CPU over an ${empty}`;
const share = "of node alone";

function startCase(line: NodeLine): Case {
  return {
    name: `start/${line}`,
    title: `A function of one empty module, from exec to exit, Node ${line}`,
    notes: [
      "the journal is there as the launcher makes it, with its FIFO",
      `\`${share}\` is what is added to an ${empty}, as a part of Node's CPU without any preload`,
      "hook and journal: Node's own hook that does nothing, two files opened, one line written. The shim " +
        "cannot cost less",
    ],
    async run(context) {
      const task = new Task();
      const sysroot = new Sysroot();
      const node = nodeBinary(line);
      task.write("index.js", "\n");
      const arm = ({ name, flags, env }: PreloadArm): Arm => ({
        name,
        async run() {
          sysroot.renewJournal();
          const { cpuMs, wallMs } = await costOf([node, ...flags, `${task.folder}/index.js`], { env });
          return { CPU: cpuMs, wall: wallMs };
        },
      });
      try {
        sysroot.holdAlive();
        const floor = preloadArm("hook and journal", "hook-and-journal.cjs");
        const arms: PreloadArm[] = [
          { name: "plain", flags: [], env: {} },
          preloadArm(empty, "empty.cjs"),
          preloadArm("bare registerHooks(resolve)", "register-hooks.cjs"),
          { ...floor, env: { OUTCROP_SYSROOT: sysroot.path } },
          ...(await shimArms(context, sysroot)),
        ];
        let rounds: Rounds = await runPaired(arms.map(arm), {
          rounds: context.runs(101),
          progress: context.progress,
        });
        for (const { name } of arms.slice(2)) {
          const added = (round: number): number =>
            measured(rounds, name, "CPU", round) - measured(rounds, empty, "CPU", round);
          const plain = rounds;
          rounds = withDerived(rounds, name, over, added);
          rounds = withDerived(
            rounds,
            name,
            share,
            (round) => (100 * added(round)) / measured(plain, "plain", "CPU", round),
          );
        }
        return figuresOf(rounds, {
          baseline: "plain",
          units: { CPU: "ms", wall: "ms", [over]: "ms", [share]: "%" },
          budgets: { [`shim ${share}`]: "<= 4.4 %" },
        });
      } finally {
        task.remove();
        sysroot.remove();
      }
    },
  };
}

export const start: readonly Case[] = onEachNode(startCase);
