/** (a) What it costs a real function to load with something watching. */
import { type NodeLine, nodeBinary } from "../../../sandbox/runtime/nodes.ts";
import { type Case, onEachNode } from "../case.ts";
import { figuresOf } from "../figures.ts";
import { type Arm, runPaired } from "../paired.ts";
import { costOf } from "../process/measured-process.ts";
import { installedPackages } from "../support/packages.ts";
import { shimArms } from "../support/shim-arms.ts";
import { Sysroot } from "../support/sysroot.ts";

type System = "cjs" | "esm";

interface Preload {
  readonly name: string;
  readonly flags: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const mains: Record<System, string> = { cjs: "real-cjs.cjs", esm: "real-esm.mjs" };

/** Nothing that would wait for an agent on the network, or ask one for settings. */
const datadog = {
  DD_TRACE_STARTUP_LOGS: "false",
  DD_INSTRUMENTATION_TELEMETRY_ENABLED: "false",
  DD_REMOTE_CONFIGURATION_ENABLED: "false",
};

/** Each peer as its own documentation attaches it to the module system at hand. */
function peers(folder: string, system: System): Preload[] {
  const ritm = { name: "require-in-the-middle", flags: ["--require", `${folder}/ritm.cjs`] };
  const ddTrace =
    system === "cjs"
      ? ["--require", `${folder}/node_modules/dd-trace/init.js`]
      : ["--import", `${folder}/node_modules/dd-trace/initialize.mjs`];
  return [
    { name: "bare registerHooks(resolve)", flags: ["--require", `${folder}/register-hooks.cjs`] },
    ritm,
    { name: "import-in-the-middle, async", flags: ["--import", `${folder}/iitm-async.mjs`] },
    { name: "import-in-the-middle, sync", flags: ["--import", `${folder}/iitm-sync.mjs`] },
    { name: "dd-trace/init", flags: ddTrace, env: datadog },
    { name: "NODE_DEBUG=module", flags: [], env: { NODE_DEBUG: system === "cjs" ? "module" : "module,esm" } },
  ];
}

function loadCase(system: System, line: NodeLine): Case {
  return {
    name: `load/${system}/${line}`,
    title:
      `Loading a function of about 600 modules ` +
      `(${system === "cjs" ? "require" : "import"}), Node ${line}`,
    notes: [
      "the whole process, from exec to exit: the AWS SDK's S3 and DynamoDB clients, express, lodash, " +
        "axios, zod, date-fns",
      system === "cjs"
        ? "595 modules"
        : "646 modules, 184 of them CommonJS required by imported packages; NODE_DEBUG is module,esm here",
      "peers run hooks that change nothing, for every module; dd-trace with its default instrumentation " +
        "and no agent to talk to",
    ],
    async run(context) {
      const folder = await installedPackages(context.progress);
      const node = nodeBinary(line);
      const sysroot = new Sysroot();
      const arm = ({ name, flags, env = {} }: Preload): Arm => ({
        name,
        async run() {
          sysroot.renewJournal();
          const { cpuMs, wallMs, maxRssMb } = await costOf([node, ...flags, `${folder}/${mains[system]}`], {
            env,
            cwd: folder,
          });
          return { CPU: cpuMs, wall: wallMs, "peak RSS": maxRssMb };
        },
      });
      try {
        const arms = [
          { name: "plain", flags: [] },
          ...(await shimArms(context, sysroot)),
          ...peers(folder, system),
        ];
        const rounds = await runPaired(arms.map(arm), {
          rounds: context.runs(25),
          progress: context.progress,
        });
        const units = { CPU: "ms", wall: "ms", "peak RSS": "MB" };
        return figuresOf(rounds, { baseline: "plain", units, budgets: { "shim CPU": "ratio <= 1.04" } });
      } finally {
        sysroot.remove();
      }
    },
  };
}

export const load: readonly Case[] = [
  ...onEachNode((line) => loadCase("cjs", line)),
  ...onEachNode((line) => loadCase("esm", line)),
];
