/**
 * `Error` as the function may have it: the shim takes its frames out of stacks, and must leave no other
 * trace.
 */
import { answerAsWithout, type Cell, type Group } from "../fault.ts";
import { meddledCell, shorterStacks } from "../programs/meddled.ts";

const limit = (value: string): string => `Error.stackTraceLimit = ${value};`;
const fixed = (name: string, value: string): string =>
  `Object.defineProperty(Error, "${name}", { value: ${value}, writable: false });`;
const texts = `Error.prepareStackTrace = (error, sites) =>
  error + "\\n" + sites.map((site) => "    at " + site).join("\\n");`;

const meddlings: readonly (readonly [id: string, fault: string, meddling: string])[] = [
  ...["0", "1", "3", "40", "Infinity", "-1", "NaN", "1.5"].map(
    (value) =>
      [`limit-${value.toLowerCase()}`, `\`Error.stackTraceLimit\` is ${value}`, limit(value)] as const,
  ),
  ["limit-text", "`Error.stackTraceLimit` is a text", limit('"many"')],
  ["limit-gone", "`Error.stackTraceLimit` is gone", "delete Error.stackTraceLimit;"],
  [
    "limit-throws",
    "`Error.stackTraceLimit` throws when read or written",
    `Object.defineProperty(Error, "stackTraceLimit", {
      get() { throw new Error("read") },
      set() { throw new Error("written") },
    });`,
  ],
  [
    "limit-accessor",
    "`Error.stackTraceLimit` has a setter that takes nothing",
    `Object.defineProperty(Error, "stackTraceLimit", { get: () => 10, set() {} });`,
  ],
  ["formatter", "`Error.prepareStackTrace` formats stacks", texts],
  [
    "formatter-sites",
    "`Error.prepareStackTrace` makes a list",
    `Error.prepareStackTrace = (_, sites) => sites.map(String).filter((site) => !site.includes("node:"));`,
  ],
  [
    "formatter-throws",
    "`Error.prepareStackTrace` throws",
    `Error.prepareStackTrace = () => { throw new TypeError("no stack"); };`,
  ],
  ["formatter-undefined", "`Error.prepareStackTrace` is undefined", "Error.prepareStackTrace = undefined;"],
  ["formatter-gone", "`Error.prepareStackTrace` is gone", "delete Error.prepareStackTrace;"],
  ["formatter-null", "`Error.prepareStackTrace` is null", "Error.prepareStackTrace = null;"],
  ["capture-gone", "`Error.captureStackTrace` is gone", "delete Error.captureStackTrace;"],
  [
    "capture-throws",
    "`Error.captureStackTrace` throws",
    `Error.captureStackTrace = () => { throw new TypeError("no stack"); };`,
  ],
  [
    "error-replaced",
    "`Error` is replaced by a class that extends it",
    "globalThis.Error = class Own extends Error {};",
  ],
  [
    "error-bare",
    "`Error` is replaced by a class that knows no limit",
    "globalThis.Error = class Own { constructor(message) { this.message = message; } };",
  ],
  [
    "error-proxy",
    "`Error` is replaced by a proxy",
    `globalThis.Error = new Proxy(Error, {
      set() { throw new TypeError('no writing'); },
      defineProperty: () => false,
    });`,
  ],
  [
    "stack-read-only",
    "Stacks of every error are read-only",
    `Object.defineProperty(Error.prototype, "stack", { get: () => "none", set() {} });`,
  ],
  [
    "formatter-fixed",
    "`Error.prepareStackTrace` cannot be replaced",
    texts + fixed("prepareStackTrace", "Error.prepareStackTrace"),
  ],
];

const cells: Cell[] = meddlings.map(([id, fault, meddling]) =>
  meddledCell({ id, fault, injected: "by the program, or by a preload", meddling }),
);

const noRoom: Cell[] = [
  ["error-frozen", "`Error` is frozen", "Object.freeze(Error);"],
  ["limit-fixed", "`Error.stackTraceLimit` cannot be written", fixed("stackTraceLimit", "10")],
].map(([id = "", fault = "", meddling = ""]) =>
  meddledCell({
    id,
    fault,
    injected: "by the program, or by a preload",
    answer: shorterStacks,
    meddling,
    more: { stacks: false },
  }),
);

export const group: Group = {
  title: "Stack traces",
  half: "shim",
  about:
    "The program and the three moments are those of the group before. It prints the stack of each thing " +
    "that was not found.",
  answer: answerAsWithout,
  cells: [...cells, ...noRoom],
};
