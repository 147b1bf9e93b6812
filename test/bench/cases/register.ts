/** (b) How long the runtime has to wait for an extension: it cannot start before every one has registered. */
import { type NodeLine, nodeBinary } from "../../../sandbox/runtime/nodes.ts";
import { LambdaApi } from "../../support/lambda-api.ts";
import { type Case, onEachNode } from "../case.ts";
import { figuresOf } from "../figures.ts";
import { type Arm, type Measures, runPaired } from "../paired.ts";
import { costOf, startMeasured } from "../process/measured-process.ts";
import { builtLayer } from "../support/layer.ts";
import { peerExtension } from "../support/peer-extension.ts";
import { Sysroot } from "../support/sysroot.ts";

const requests = { register: "/extension/register", next: "/extension/event/next" } as const;

type Reached = keyof typeof requests;

/**
 * What an extension has used when its request arrives. It is killed at that moment, so that the kernel's
 * account of it ends there: the account of a living process is exact only in ticks of 10 ms, or leaves out
 * threads that have ended.
 */
async function costUntil(reached: Reached, command: readonly string[], sysroot: Sysroot): Promise<Measures> {
  let wallMs = Number.NaN;
  sysroot.emptyTmp();
  const api = await LambdaApi.start(({ path }) => {
    if (!path.endsWith(requests[reached])) return false;
    wallMs = extension.elapsedMs();
    extension.kill();
    return true;
  });
  const env = { OUTCROP_SYSROOT: sysroot.path, AWS_LAMBDA_RUNTIME_API: api.address };
  const extension = startMeasured(command, { env, cwd: sysroot.path });
  try {
    const { cpuMs, status } = await extension.ended;
    if (Number.isNaN(wallMs))
      throw new Error(`ended with wait status ${status} before its request: ${command.join(" ")}`);
    return { [`${reached}, CPU`]: cpuMs, [`${reached}, wall`]: wallMs };
  } finally {
    api.stop();
  }
}

function registerCase(line: NodeLine): Case {
  return {
    name: `register/${line}`,
    title: `From exec to an extension's register and to its first next, Node ${line}`,
    notes: [
      "the extension is killed when its request arrives, and its CPU is what the kernel then accounts " +
        "for: the launcher's shell is included",
      "bare node is `node -e 0` from exec to exit, for both requests",
      "whole undici is bundled and minified by esbuild, as our extension is",
    ],
    async run(context) {
      const node = nodeBinary(line);
      const { folder } = await builtLayer();
      const [http, undici] = await Promise.all([peerExtension("http"), peerExtension("undici")]);
      const sysroot = new Sysroot();
      sysroot.attach(folder, node);
      const extension = (name: string, command: readonly string[]): Arm => ({
        name,
        run: async () => ({
          ...(await costUntil("register", command, sysroot)),
          ...(await costUntil("next", command, sysroot)),
        }),
      });
      const bare: Arm = {
        name: "node -e 0",
        async run() {
          const { cpuMs, wallMs } = await costOf([node, "-e", "0"], { env: {} });
          return {
            "register, CPU": cpuMs,
            "register, wall": wallMs,
            "next, CPU": cpuMs,
            "next, wall": wallMs,
          };
        },
      };
      const arms = [
        bare,
        extension("Outcrop", [`${sysroot.path}/opt/extensions/outcrop`]),
        extension("node:http alone", [node, http.bundle]),
        extension("whole undici", [node, undici.bundle]),
      ];
      try {
        const rounds = await runPaired(arms, { rounds: context.runs(51), progress: context.progress });
        const units = {
          "register, CPU": "ms",
          "register, wall": "ms",
          "next, CPU": "ms",
          "next, wall": "ms",
        };
        return figuresOf(rounds, {
          baseline: bare.name,
          units,
          budgets: { "Outcrop register, CPU": "ratio <= 1.35" },
        });
      } finally {
        sysroot.remove();
      }
    },
  };
}

export const register: readonly Case[] = onEachNode(registerCase);
