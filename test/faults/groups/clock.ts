import { answerAsWithout, type Cell, type Group, usualLines } from "../fault.ts";
import { runFunctionTwice } from "../runs/function-run.ts";
import { preloads } from "../runs/preloads.ts";

const hour = 3_600_000;
const decade = 10 * 365 * 24 * hour;

const shifts = [
  ["an hour ahead", hour],
  ["an hour behind", -hour],
  ["ten years ahead", decade],
  ["thirty years behind", -3 * decade],
] as const;

const jumps = [
  ["from the start", "init", "true"],
  ["at the first thaw", "idle", "thaws > 0"],
  ["back and forth, at every look", "any", "looks++ % 2"],
] as const;

const common = { says: usualLines } as const;

const cells: readonly Cell[] = jumps.flatMap(([when, phase, condition], i) =>
  shifts.map(([how, ms], j) => ({
    ...common,
    id: `jump-${i}-${j}`,
    fault: `The clock is ${how}, ${when}`,
    phase,
    injected: "a preload that shifts `Date`",
    run: () => runFunctionTwice({ strike: { preload: preloads.shiftClock(ms, condition) } }),
  })),
);

export const group: Group = {
  title: "The extension's clock",
  half: "extension",
  about:
    "The extension's system clock against the platform's. Between invokes the environment is frozen: its " +
    "processes are stopped, and its clocks jump.",
  answer: answerAsWithout,
  cells,
};
