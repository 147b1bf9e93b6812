/** OUTCROP_LOAD_TIME=1: which copy took how long in the init. */
import { afterAll, describe, expect, it } from "vitest";
import { readLoadTimeItems } from "../../core/telemetry/load-time.ts";
import { runFunction, type SandboxOptions } from "../../sandbox/index.ts";
import { type EmittedLine, Folders, linesOf, ofType, type Tree, withLayer } from "../support/layer-run.ts";
import { schemaProblems } from "../support/line-schema.ts";

const folders = new Folders();
afterAll(() => folders.remove());

/** Works for so many milliseconds of CPU time, which the profiler samples. */
const busy = (ms: number): string =>
  `const used = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1e3; };
const until = used() + ${ms}; while (used() < until);`;

const layer: Tree = {
  "nodejs/node_modules/slow/package.json": { name: "slow", version: "2.1.0" },
  "nodejs/node_modules/slow/index.js": `${busy(120)}\nexports.inner = require("inner");`,
  "nodejs/node_modules/inner/package.json": { name: "inner", version: "1.0.0" },
  "nodejs/node_modules/inner/index.js": busy(80),
};

async function lines(
  task: Tree,
  env: Record<string, string>,
  more: Partial<SandboxOptions> = {},
): Promise<EmittedLine[]> {
  const { responses, logs } = await runFunction({
    ...withLayer({ task: folders.make(task), layers: [folders.make(layer)], env, ...more }),
    events: [{}, {}],
  });
  expect(responses.map(({ status }) => status)).toEqual(["success", "success"]);
  return linesOf(logs.extensions["outcrop"]);
}

describe.each([
  ["CommonJS", { "index.js": 'require("slow"); exports.handler = async () => process.execArgv.length;' }],
  [
    "an ES module",
    {
      "package.json": { type: "module" },
      "index.js": `import "./own.js"; export const handler = async () => 1;`,
      "own.js": `import { createRequire } from "node:module"; createRequire("/opt/nodejs/")("slow");`,
    },
  ],
] as const)("%s", (_kind, task) => {
  it("has one line an environment, with self and total of each copy", async () => {
    const found = ofType(await lines(task, { OUTCROP_LOAD_TIME: "1" }), "init");
    expect(found).toHaveLength(1);
    const [line] = found as [EmittedLine];
    expect(schemaProblems(line)).toEqual([]);
    const copies = new Map(readLoadTimeItems(String(line["copies"])).map((copy) => [copy?.package, copy]));
    const [slow, inner] = [copies.get("slow"), copies.get("inner")];
    expect(slow).toMatchObject({ version: "2.1.0", root: "layer", path: "/opt/nodejs/node_modules/slow" });
    // Samples are lost on a busy machine; they are not added.
    expect(slow?.self).toBeGreaterThan(40);
    expect(inner?.self).toBeGreaterThan(25);
    expect(slow?.total).toBeGreaterThanOrEqual((slow?.self ?? 0) + (inner?.self ?? 0) - 0.2);
    expect(line["layer_ms"]).toBeGreaterThan(65);
    expect(Number(line["init_ms"])).toBeGreaterThanOrEqual(Number(line["layer_ms"]));
  });
});

it("is off without the variable", async () => {
  const all = await lines({ "index.js": 'require("slow"); exports.handler = async () => 1;' }, {});
  expect(ofType(all, "init")).toEqual([]);
});
