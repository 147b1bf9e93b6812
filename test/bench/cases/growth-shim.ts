/** (f) How the shim's cost grows with the modules a function loads. */
import { writeFileSync } from "node:fs";
import { type NodeLine, nodeBinary } from "../../../sandbox/runtime/nodes.ts";
import { type Case, onEachNode } from "../case.ts";
import { figuresOf } from "../figures.ts";
import { type Arm, measured, runPaired, withDerived } from "../paired.ts";
import { costOf } from "../process/measured-process.ts";
import { writePackages } from "../support/generated-packages.ts";
import { builtLayer } from "../support/layer.ts";
import { benchSources } from "../support/places.ts";
import { Sysroot } from "../support/sysroot.ts";
import { Task } from "../support/task.ts";

const sizes = [1, 60, 600, 6_000] as const;
/** Of 60 modules the noise of one process is larger than the cost. */
const enoughToTell = [600, 6_000] as const;
const modulesInPackage = 10;
const perModule = "CPU added, per module";
const fixed = "CPU added, fixed";

type Size = (typeof sizes)[number];

/** A function that loads so many modules as well as its own, ten in each package. Returns its main module. */
function writeFunction(task: Task, size: Size): string {
  const count = Math.floor(size / modulesInPackage);
  const names = writePackages(`${task.folder}/of-${size}/node_modules`, count, { modules: modulesInPackage });
  const main = `${task.folder}/of-${size}/index.js`;
  if (count === 0) task.write(`of-${size}/other.js`, "exports.other = 1;\n");
  writeFileSync(
    main,
    count === 0 ? 'require("./other.js");\n' : names.map((name) => `require("${name}");\n`).join(""),
  );
  return main;
}

function growthCase(line: NodeLine): Case {
  return {
    name: `growth-shim/${line}`,
    title: `The shim with 1, 60, 600 and 6,000 modules, Node ${line}`,
    notes: [
      "generated CommonJS modules of one line, ten in a package: hardly any work hides the shim's",
      "fixed: what is added to plain for one module; per module: what is added for 600 and 6,000, less " +
        "the fixed part of the same round",
      "bare registerHooks(resolve) is the floor: whoever sees every resolution pays for it",
    ],
    async run(context) {
      const node = nodeBinary(line);
      const { shim } = await builtLayer();
      const hooks = `${benchSources}/preloads/register-hooks.cjs`;
      const task = new Task();
      const sysroot = new Sysroot();
      const observed = { OUTCROP_ATTACH: "1", OUTCROP_SYSROOT: sysroot.path };
      const arms = sizes.flatMap((size): Arm[] => {
        const main = writeFunction(task, size);
        const arm = (name: string, flags: readonly string[], env: Readonly<Record<string, string>>): Arm => ({
          name: `${name}, ${size}`,
          async run() {
            sysroot.renewJournal();
            const { cpuMs, wallMs } = await costOf([node, ...flags, main], { env });
            return { CPU: cpuMs, wall: wallMs };
          },
        });
        return [
          arm("plain", [], {}),
          arm("shim", ["--require", shim], observed),
          arm("bare registerHooks", ["--require", hooks], {}),
        ];
      });
      try {
        let rounds = await runPaired(arms, { rounds: context.runs(25), progress: context.progress });
        for (const watcher of ["shim", "bare registerHooks"]) {
          const added = (size: Size, round: number): number => {
            return (
              measured(rounds, `${watcher}, ${size}`, "CPU", round) -
              measured(rounds, `plain, ${size}`, "CPU", round)
            );
          };
          rounds = withDerived(rounds, `${watcher}, 1`, fixed, (round) => added(1, round));
          for (const size of enoughToTell) {
            rounds = withDerived(
              rounds,
              `${watcher}, ${size}`,
              perModule,
              (round) => ((added(size, round) - added(1, round)) * 1_000) / size,
            );
          }
        }
        return figuresOf(rounds, {
          baseline: (arm) => arm.replace(/^[^,]+/, "plain"),
          units: { CPU: "ms", wall: "ms", [fixed]: "ms", [perModule]: "us" },
          budgets: {
            [`shim, 1 ${fixed}`]: "<= 3 ms",
            [`shim, 600 ${perModule}`]: "<= 10 us",
            [`shim, 6000 ${perModule}`]: "<= 10 us, linear",
          },
        });
      } finally {
        task.remove();
        sysroot.remove();
      }
    },
  };
}

export const growthShim: readonly Case[] = onEachNode(growthCase);
