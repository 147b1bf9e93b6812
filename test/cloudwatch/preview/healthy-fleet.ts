/**
 * `node test/cloudwatch/preview/healthy-fleet.ts`: some ordinary functions with the built layer in the
 * sandbox, one after the other, and what their log streams hold as dist/demo/healthy.jsonl, in the shape of a
 * subscription's payloads. Nothing is invented: times are those of the runs.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { withoutStage } from "../../../sandbox/demo/telemetry.ts";
import { runFunction } from "../../../sandbox/index.ts";
import { logPayload } from "../../../sandbox/log-payload.ts";
import { nodeBinary } from "../../../sandbox/runtime/nodes.ts";
import { type OrdinaryFunction, ordinaryFunctions } from "../../silence/functions.ts";
import { installFunction, installLayer, installRuntime } from "../../silence/install.ts";
import { withLayer } from "../../support/layer-run.ts";

const members = [
  "s3-presign",
  "dynamodb-own",
  "express",
  "axios-zod",
  "powertools-layer",
  "jsonwebtoken",
  "pino",
  "stripe",
];
const environments = 2;
const invocations = 4;

const file = resolve("dist/demo/healthy.jsonl");

async function streamOf(
  { name, layers = [], handler = "index.handler", env = {}, bundle }: OrdinaryFunction & { name: string },
  environment: number,
) {
  if (bundle !== undefined) throw new Error(`${name} is bundled`);
  const logStream = `2026/11/21/[$LATEST]${environment.toString(16).padStart(32, "0")}`;
  const { logs } = await runFunction({
    ...withLayer({
      task: await installFunction({ name, about: "", layers, handler, env }),
      layers: await Promise.all(layers.map(installLayer)),
      runtime: await installRuntime(),
      handler,
      env,
      node: nodeBinary(24),
      functionName: name,
      logStream,
      memoryMb: 512,
    }),
    events: Array.from({ length: invocations }, () => ({})),
  });
  return JSON.parse(
    withoutStage(JSON.stringify(logPayload({ functionName: name, logStream }, logs.stream))),
  ) as object;
}

const payloads: object[] = [];
for (let environment = 0; environment < environments; environment++) {
  for (const member of members) {
    const ordinary = ordinaryFunctions.find(({ name }) => name === member);
    if (ordinary === undefined) throw new Error(`no ordinary function ${member}`);
    process.stderr.write(`${member}\n`);
    payloads.push(await streamOf(ordinary, environment));
  }
}
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, payloads.map((payload) => `${JSON.stringify(payload)}\n`).join(""));
process.stderr.write(`${file}\n`);
