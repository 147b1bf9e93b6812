/** Functions that have little CPU or little time left; their CPU is what Lambda gives to their memory. */
import type { Regime } from "../../support/cpu-regimes.ts";
import { packageFiles, type Tree } from "../../support/layer-run.ts";
import { answerAsWithout, atMostOneDiagnostic, type Cell, type Group } from "../fault.ts";
import { invokes, runSmallFunction, type SmallFunction, slownesses } from "../runs/small-function.ts";

const perInvoke = 5;

export const hello: Tree = { "index.js": "exports.handler = async ({ at }) => at;" };

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

const leavesMs = 200;

/** It answers so long before its deadline, whatever it loads. */
const late: Tree = {
  "index.js": `exports.handler = async ({ at }, context) => {
  const loaded = ${load};
  await new Promise((end) => setTimeout(end, context.getRemainingTimeInMillis() - ${leavesMs}));
  return loaded;
};`,
  ...packages,
};

type Kind = "hello" | "loading" | "late";

const functions: Readonly<Record<Kind, Pick<SmallFunction, "task" | "leavesMs"> & { what: string }>> = {
  hello: { what: "A handler that only answers", task: hello },
  loading: { what: `A handler that loads ${perInvoke} packages in each invoke`, task: loading },
  late: { what: `A handler that answers ${leavesMs} ms before its deadline`, task: late, leavesMs },
};

const inits: Readonly<Record<Regime, string>> = {
  boosted: "one CPU during init",
  throttled: "the memory's share of a CPU from the start",
  reset: "the init inside an invoke, after a reset",
};

/** Lambda's default time-out is 3 s. */
const cases: readonly (readonly [Kind, memoryMb: number, Regime, timeoutS: number])[] = [
  ["hello", 128, "boosted", 3],
  ["hello", 128, "throttled", 3],
  ["hello", 128, "reset", 10],
  ["loading", 128, "boosted", 3],
  ["loading", 128, "throttled", 3],
  ["loading", 256, "boosted", 3],
  ["late", 1_769, "boosted", 3],
];

const [slowest] = slownesses;

const cells = cases.map(([kind, memoryMb, regime, timeoutS]): Cell => {
  const { what, ...of } = functions[kind];
  return {
    id: `${kind}-${memoryMb}-${regime}-${timeoutS}`,
    fault: `${what}, ${memoryMb} MB, a time-out of ${timeoutS} s`,
    phase: "any",
    injected: `${inits[regime]}; a machine that is up to ${slowest} times slower`,
    says: atMostOneDiagnostic,
    timeoutMs: 600_000,
    run: () => runSmallFunction(regime, { ...of, memoryMb, timeoutMs: timeoutS * 1_000 }),
  };
});

export const group: Group = {
  title: "Small functions",
  half: "extension",
  about:
    `Five invokes of a function with the CPU of its memory size. The machine is slowed down ${slowest} ` +
    "times, or less where the function alone needs more, so that what merely fits on a fast machine does " +
    "not pass. An invoke is in time if its memory's share of the CPU has, before its deadline, the CPU " +
    "that it takes. Compared are the invokes that take at most half of that without the layer.",
  answer: answerAsWithout,
  cells,
};
