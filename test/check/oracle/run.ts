/** Every function of the oracle on the running Node: the outcomes as JSON, into the file that is named. */
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { install } from "../../../sandbox/demo/install.ts";
import { demoInvokes, demoRoots } from "../../../sandbox/demo/scenario.ts";
import { ordinaryFunctions } from "../../silence/functions.ts";
import { runOrdinary } from "../../silence/run.ts";
import { kindFunctions } from "./kinds.ts";
import { aboveInfo, type OracleFunction, type Outcome, observe } from "./observe.ts";
import { packageFunctions } from "./packages.ts";
import { startFunctions } from "./starts.ts";

const [out = "", ...only] = process.argv.slice(2);
const line = Number.parseInt(process.versions.node, 10);

const outcomes: Outcome[] = [];
const isWanted = (name: string): boolean => only.length === 0 || only.some((part) => name.includes(part));

for (const each of ordinaryFunctions.filter(({ from = 22 }) => line >= from)) {
  const name = `silence ${each.name}`;
  if (!isWanted(name)) continue;
  const { problem, findings, predicted } = await runOrdinary(each);
  report({ name, problem, observed: aboveInfo(findings), ...predicted });
}
const others = [
  ...startFunctions(resolve(`dist/oracle/starts-${line}`)),
  ...kindFunctions(resolve(`dist/oracle/kinds-${line}`)),
  ...(await packageFunctions()),
  await demo(),
];
for (const each of others.filter(({ name }) => isWanted(name))) report(await observe(each));
writeFileSync(out, JSON.stringify(outcomes));

function report(outcome: Outcome): void {
  outcomes.push(outcome);
  process.stderr.write(`Node ${line}, ${outcomes.length}: ${outcome.name}\n`);
}

async function demo(): Promise<OracleFunction> {
  const directories = new Map<string, string>();
  for (const root of demoRoots) directories.set(root.name, (await install(root)).directory);
  const of = (name: string): string => directories.get(name) ?? "";
  return {
    name: "demo",
    task: of("function"),
    layers: [of("layer-utils"), of("layer-observability")],
    runtime: of("runtime"),
    handler: "index.handler",
    variables: {},
    events: demoInvokes.map(({ event }) => event),
    fails: true,
  };
}
