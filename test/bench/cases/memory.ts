/** (d) What the extension holds next to the function, which pays for it by the megabyte. */
import { type NodeLine, nodeBinary } from "../../../sandbox/runtime/nodes.ts";
import { type Case, onEachNode } from "../case.ts";
import { figuresOf } from "../figures.ts";
import { type Arm, type Measures, measured, runPaired, withDerived } from "../paired.ts";
import { DrivenExtension, type Memory, memoryOfIdle } from "../support/driven-extension.ts";
import { writePackages } from "../support/generated-packages.ts";
import { builtLayer } from "../support/layer.ts";
import { peerExtension } from "../support/peer-extension.ts";
import { recordsOfLoading } from "../support/shim-records.ts";
import { Sysroot } from "../support/sysroot.ts";

const invokesUntil = {
  "after start": 0,
  "after 1 invoke": 1,
  "after 1,000": 1_000,
  "after 10,000": 10_000,
  "after 20,000": 20_000,
} as const;
type Stage = keyof typeof invokesUntil;
const stages = Object.keys(invokesUntil) as readonly Stage[];
const packages = 120;
const modules = 5;

const bareNode = "bare node";
const idle = "setInterval(() => {}, 2 ** 30)";
const overBare = "RSS over bare node after 10,000";
const growth = "private dirty grown from 10,000 to 20,000";

const kinds = ["RSS", "PSS", "private dirty"] as const;
const units = Object.fromEntries(kinds.flatMap((kind) => stages.map((stage) => [`${kind} ${stage}`, "MB"])));

function measuresOf(stage: Stage, { rss, pss, privateDirty }: Memory): Measures {
  return {
    [`RSS ${stage}`]: rss / 1024,
    [`PSS ${stage}`]: pss / 1024,
    [`private dirty ${stage}`]: privateDirty / 1024,
  };
}

/** One environment's life. The same process is looked at again and again, so its growth is its own. */
async function lifeOf(command: readonly string[], sysroot: Sysroot): Promise<Measures> {
  sysroot.emptyTmp();
  const task = `${sysroot.path}/var/task`;
  const names = writePackages(`${task}/node_modules`, packages, { modules });
  const extension = await DrivenExtension.start(command, sysroot);
  try {
    let life: Measures = measuresOf("after start", await extension.memory());
    extension.observe(recordsOfLoading(names, `${task}/node_modules`, `${task}/index.js`, modules));
    let done = 0;
    for (const stage of stages.slice(1)) {
      await extension.invoke(invokesUntil[stage] - done);
      done = invokesUntil[stage];
      life = { ...life, ...measuresOf(stage, await extension.memory()) };
    }
    return life;
  } finally {
    await extension.stop();
  }
}

async function startOf(command: readonly string[], sysroot: Sysroot): Promise<Measures> {
  const extension = await DrivenExtension.start(command, sysroot);
  try {
    return measuresOf("after start", await extension.memory());
  } finally {
    await extension.stop();
  }
}

/** Bare node has no invokes: it stays what it is. */
async function bare(node: string): Promise<Measures> {
  const memory = await memoryOfIdle([node, "-e", idle]);
  return Object.assign({}, ...stages.map((stage) => measuresOf(stage, memory))) as Measures;
}

function memoryCase(line: NodeLine): Case {
  return {
    name: `memory/${line}`,
    title: `Memory of the extension's process, Node ${line}`,
    notes: [
      "until the first invoke Outcrop is a shell that waits for an event; the peers' processes are Node " +
        "from the start",
      `the first invoke brings ${packages} packages of ${modules} modules; the others nothing new, one ` +
        "after the other without a pause",
      "the growth is of 10,000 invokes after 10,000: before that V8 enlarges its heap and optimizes what " +
        "is hot, which comes to an end",
      "bare node waits in a timer; PSS shares the binary's pages with the other Node processes of the " +
        "machine, the bench among them",
    ],
    async run(context) {
      const node = nodeBinary(line);
      const { folder } = await builtLayer();
      const [http, undici] = await Promise.all([peerExtension("http"), peerExtension("undici")]);
      const sysroot = new Sysroot();
      sysroot.attach(folder, node);
      const arms: Arm[] = [
        { name: bareNode, run: () => bare(node) },
        { name: "Outcrop", run: () => lifeOf([`${sysroot.path}/opt/extensions/outcrop`], sysroot) },
        { name: "node:http alone", run: () => startOf([node, http.bundle], sysroot) },
        { name: "whole undici", run: () => startOf([node, undici.bundle], sysroot) },
      ];
      try {
        let rounds = await runPaired(arms, {
          rounds: context.runs(5),
          warmUp: 0,
          progress: context.progress,
        });
        const at = (arm: string, measure: string, round: number): number =>
          measured(rounds, arm, measure, round);
        rounds = withDerived(rounds, "Outcrop", overBare, (round) => {
          return at("Outcrop", "RSS after 10,000", round) - at(bareNode, "RSS after 10,000", round);
        });
        rounds = withDerived(rounds, "Outcrop", growth, (round) => {
          return (
            (at("Outcrop", "private dirty after 20,000", round) -
              at("Outcrop", "private dirty after 10,000", round)) *
            1024
          );
        });
        return figuresOf(rounds, {
          baseline: bareNode,
          units: { ...units, [overBare]: "MB", [growth]: "KB" },
          budgets: { [`Outcrop ${overBare}`]: "<= 10 MB", [`Outcrop ${growth}`]: "<= 100 KB" },
        });
      } finally {
        sysroot.remove();
      }
    },
  };
}

export const memory: readonly Case[] = onEachNode(memoryCase);
