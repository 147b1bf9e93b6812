/** Package managers that bring a resolver of their own. */
import { runIn } from "../../shim/experiments/arms.ts";
import { project, yarns } from "../../shim/plug-n-play/project.ts";
import { answerAsWithout, type Cell, type Group, nothing } from "../fault.ts";

const loader = "--require ./.pnp.cjs --experimental-loader ./.pnp.loader.mjs";
const ways = [
  { id: "require", way: "`--require` in NODE_OPTIONS", main: "handler.cjs", options: "--require ./.pnp.cjs" },
  { id: "setup", way: "`setup()` in the handler", main: "inline.cjs", options: "" },
  { id: "loader", way: "its loader of ES modules", main: "handler.mjs", options: loader },
] as const;

const cells = yarns.flatMap((yarn) =>
  ways.map(
    ({ id, way, main, options }): Cell => ({
      id: `yarn-${yarn}-${id}`,
      fault: `Yarn ${yarn} loads the function's packages from zips`,
      phase: "any",
      injected: `Plug'n'Play by ${way}`,
      says: nothing,
      run: async () => {
        const env = { NODE_NO_WARNINGS: "1", ...(options !== "" && { NODE_OPTIONS: options }) };
        const { stock, layered, journal } = await runIn(project(yarn), main, { env });
        const recorded = journal.includes(".zip/node_modules/outer/index.js");
        return {
          demanded: { ...stock, status: 0, recorded: true, loaded: true },
          got: { ...layered, recorded, loaded: stock.stdout.includes("inner: 'require'") },
          said: "",
        };
      },
    }),
  ),
);

export const group: Group = {
  title: "Package managers",
  half: "shim",
  about:
    "Yarn's Plug'n'Play replaces Node's resolver and refuses options that it does not know. Compared are " +
    "the exit code and everything that the program prints: what it loads, and the errors with their " +
    "stacks. The journal must hold the packages.",
  answer: answerAsWithout,
  cells,
};
