/** The function whose lines the guides show, attached rightly and wrongly. */
import { type RunResult, runFunction } from "../../../sandbox/index.ts";
import { oldNode } from "../../modes/old-node.ts";
import { type Folders, layer, linesOf, packageFiles } from "../../support/layer-run.ts";

export type Line = Readonly<Record<string, unknown>>;

/** Two copies of one package: the function's own wins, a layer's loses. */
const task = {
  "package.json": { name: "orders", version: "1.4.0", dependencies: { prices: "^2.0.0" } },
  "index.js": "const prices = require('prices'); exports.handler = async () => prices;",
  ...packageFiles("node_modules", "prices", "2.1.0"),
};
const shared = packageFiles("nodejs/node_modules", "prices", "1.9.0");

export const scenarios = {
  /** As every guide has it. */
  attached: {},
  /** The layer without the variable. */
  "no-wrapper": { wrapper: null },
  "managed-instances": { mode: "managed-instances" },
  "node-20": { node: 20 },
} as const satisfies Record<string, { wrapper?: null; mode?: "managed-instances"; node?: 20 }>;

export type ScenarioName = keyof typeof scenarios;

export async function linesOfScenario(name: ScenarioName, folders: Folders): Promise<Line[]> {
  const { logs } = await runScenario(name, folders);
  return linesOf(logs.extensions["outcrop"]);
}

async function runScenario(name: ScenarioName, folders: Folders): Promise<RunResult> {
  const scenario: { wrapper?: null; mode?: "managed-instances"; node?: 20 } = scenarios[name];
  return runFunction({
    task: folders.make(task),
    layers: [folders.make(shared), layer],
    events: [{}, {}],
    timeoutMs: 60_000,
    initTimeoutMs: 60_000,
    memoryMb: 512,
    env: scenario.wrapper === null ? {} : { AWS_LAMBDA_EXEC_WRAPPER: "/opt/outcrop-wrapper" },
    ...(scenario.mode && { mode: scenario.mode }),
    ...(scenario.node && { node: oldNode(scenario.node), client: "ric3" }),
  });
}

/** What differs from one run to the next. */
const changing = /^(timestamp|environment|request_id|OverheadMs|_aws|fingerprint|node_version|arch|\w+_ms)$/;

/** The line with all that changes replaced by its type. */
export function shape(line: Line): Line {
  return Object.fromEntries(
    Object.entries(line).map(([key, value]) => [
      key,
      changing.test(key)
        ? typeof value
        : typeof value === "string"
          ? value.replace(/Node v[\d.]+/, "Node").replace(/ on \w+64$/, "")
          : value,
    ]),
  );
}
