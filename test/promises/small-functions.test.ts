/**
 * Promise 1 in the smallest functions: with the CPU that Lambda gives to a memory size, no invoke times out
 * with the layer that does not time out without it, and every answer is the same. The machine that is played
 * is four times slower than this one, so that what merely fits on a fast machine does not pass.
 */
import { availableParallelism } from "node:os";
import { afterAll, describe, expect, it } from "vitest";
import type { SandboxOptions } from "../../sandbox/index.ts";
import { type Regime, startUnderRegime } from "../support/cpu-regimes.ts";
import { Folders, packageFiles, type Tree, withLayer } from "../support/layer-run.ts";

const slowness = 4;
const invokes = 5;
const perInvoke = 5;

const folders = new Folders();
afterAll(() => folders.remove());

interface SmallFunction {
  readonly regime: Regime;
  readonly memoryMb: number;
  readonly files: Tree;
}

const hello: Tree = { "index.js": "exports.handler = async ({ at }) => at;" };

/** Modules that no earlier invoke has loaded. */
const names = (at: number): string[] => Array.from({ length: perInvoke }, (_, one) => `package-${at}-${one}`);
const packages: Tree = Object.assign(
  {},
  ...Array.from({ length: invokes }, (_, at) =>
    names(at).map((name) => packageFiles("node_modules", name)),
  ).flat(),
);
const load = `Array.from({ length: ${perInvoke} }, (_, one) => require("package-" + at + "-" + one))`;
const loading: Tree = { "index.js": `exports.handler = async ({ at }) => ${load};`, ...packages };

/** It answers 200 ms before its deadline, whatever it loads. */
const late: Tree = {
  "index.js": `exports.handler = async ({ at }, context) => {
  const loaded = ${load};
  await new Promise((end) => setTimeout(end, context.getRemainingTimeInMillis() - 200));
  return loaded;
};`,
  ...packages,
};

const cases: readonly (readonly [string, SmallFunction])[] = [
  ["hello, 128 MB, boosted init", { regime: "boosted", memoryMb: 128, files: hello }],
  ["hello, 128 MB, throttled init", { regime: "throttled", memoryMb: 128, files: hello }],
  ["a loading handler, 128 MB, boosted init", { regime: "boosted", memoryMb: 128, files: loading }],
  ["a loading handler, 128 MB, throttled init", { regime: "throttled", memoryMb: 128, files: loading }],
  [
    "an answer close to the deadline, 1,769 MB, boosted init",
    { regime: "boosted", memoryMb: 1_769, files: late },
  ],
];

interface Outcome {
  readonly status: string;
  readonly payload: unknown;
}

/** Lambda's default time-out, 3 s, is the sandbox's. */
async function outcomesOf(
  regime: Regime,
  sandbox: SandboxOptions & { memoryMb: number },
): Promise<Outcome[]> {
  const run = await startUnderRegime({ regime, sandbox, slowness });
  try {
    const outcomes: Outcome[] = [];
    for (let at = 0; at < invokes; at++) {
      const { status, payload } = await run.invoke({ at });
      outcomes.push({ status, payload });
    }
    return outcomes;
  } finally {
    await run.close();
  }
}

describe(`as on a machine ${slowness} times slower`, () => {
  it.each(cases)("%s", { timeout: 180_000 }, async (_, { regime, memoryMb, files }) => {
    const options = { task: folders.make(files), memoryMb, client: "ric4" as const };
    const bareRun = () => outcomesOf(regime, options);
    const layeredRun = () => outcomesOf(regime, { ...withLayer({ timeoutMs: 3_000, ...options }), memoryMb });
    const together = availableParallelism() > 1;
    const [bare, layered] = together
      ? await Promise.all([bareRun(), layeredRun()])
      : [await bareRun(), await layeredRun()];

    // Without a layer it works here, or there is nothing to compare.
    expect(bare.map(({ status }) => status)).toContain("success");
    const broken = layered.filter(({ status }, at) => status !== "success" && bare[at]?.status === "success");
    expect(broken).toEqual([]);
    for (const [at, { status, payload }] of bare.entries()) {
      if (status === "success") expect(layered[at]).toEqual({ status, payload });
    }
  });
});
