/**
 * Real packages that change Node or the language while the function runs: clocks, file systems, hardening.
 */
import { answerAsWithout, type Cell, type Group } from "../fault.ts";
import { type Moment, meddledCell, shorterStacks } from "../programs/meddled.ts";
import { installedPackages } from "../programs/packages.ts";

interface Library {
  readonly id: string;
  readonly fault: string;
  /** Does it, with `load` to load a package. */
  readonly meddling: string;
  readonly answer?: string;
  readonly stacks?: boolean;
  readonly observed?: boolean;
  readonly at?: readonly Moment[];
}

const libraries: readonly Library[] = [
  {
    id: "fake-timers",
    fault: "@sinonjs/fake-timers holds every clock and timer",
    meddling: `load("@sinonjs/fake-timers").install({ toNotFake: [] });`,
  },
  {
    id: "fake-timers-backwards",
    fault: "@sinonjs/fake-timers holds the clocks in 1970",
    meddling: `load("@sinonjs/fake-timers").install({ now: 0, toFake: ["Date", "performance", "hrtime"] });`,
  },
  {
    id: "graceful-fs",
    fault: "graceful-fs replaces the members of `fs`",
    meddling: `load("graceful-fs").gracefulify(require("node:fs"));`,
  },
  {
    id: "mock-fs",
    // The mocked file system does not have the shim's descriptors: nothing can be recorded. If it is mocked
    // before the start, the shim's own file does not exist.
    observed: false,
    at: ["init", "handler"],
    fault: "mock-fs replaces the file system, with the real one below the program",
    meddling: `const mock = load("mock-fs");
      const files = { "/elsewhere/mocked": "here", [__dirname]: mock.load(__dirname) };
      mock(files, { createCwd: false, createTmp: false });`,
    stacks: false,
  },
  {
    id: "memfs",
    fault: "memfs's members replace those of `fs`",
    meddling: `const { fs: own, vol } = load("memfs"); vol.fromJSON({ "/one": "1" });
      const { writeSync, openSync, closeSync, writeFileSync } = own;
      Object.assign(require("node:fs"), { writeSync, openSync, closeSync, writeFileSync });`,
  },
  {
    id: "ses",
    fault: "SES locks the language down",
    meddling: `load("ses");
      const unsafe = { errorTaming: "unsafe", consoleTaming: "unsafe", evalTaming: "unsafeEval" };
      lockdown({ ...unsafe, overrideTaming: "severe" });`,
    answer: shorterStacks,
    stacks: false,
  },
  {
    id: "ses-safe",
    fault: "SES locks the language down and hides stacks",
    meddling: `load("ses"); lockdown({ consoleTaming: "unsafe", overrideTaming: "severe" });`,
    answer: shorterStacks,
    stacks: false,
  },
];

const plain: readonly Library[] = [
  {
    id: "date-back",
    fault: "`Date.now` goes back by years",
    meddling: "const { now } = Date; let n = 0; Date.now = () => now() - 1e11 * ++n;",
  },
  {
    id: "date-ahead",
    fault: "`Date` is years ahead",
    meddling: `globalThis.Date = class extends Date {
      constructor() { super(9e15); }
      static now() { return 9e15; }
    };`,
  },
  {
    id: "performance-stops",
    fault: "`performance.now` does not advance",
    meddling: "performance.now = () => 0;",
  },
  {
    id: "performance-nan",
    fault: "`performance.now` is not a number",
    meddling: "performance.now = () => NaN;",
  },
  {
    id: "hrtime-throws",
    fault: "`process.hrtime` throws",
    meddling: `process.hrtime = () => { throw new Error("no time"); };`,
  },
];

const cells: Cell[] = [...libraries, ...plain].map(
  ({ id, fault, meddling, stacks = true, answer, ...rest }) =>
    meddledCell({
      ...rest,
      id,
      fault,
      injected: "by the program, or by a preload",
      timeoutMs: 120_000,
      meddling: async () => {
        const packages = await installedPackages();
        const folder = JSON.stringify(`${packages}/node_modules/`);
        return `const load = (name) => require(${folder} + name); ${meddling}`;
      },
      more: { stacks },
      ...(answer !== undefined && { answer }),
    }),
);

export const group: Group = {
  title: "Clocks, file systems and hardening",
  half: "shim",
  about:
    "Real packages, and clocks by hand; the program and the three moments are those of the groups before.",
  answer: answerAsWithout,
  cells,
};
