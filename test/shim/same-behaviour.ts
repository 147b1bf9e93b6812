/** The programs that must see the same with the shim and without. */
export interface Program {
  readonly about: string;
  readonly files: Readonly<Record<string, string>>;
  /** Default main.cjs. */
  readonly main?: string;
  readonly flags?: readonly string[];
}

/** Tells of every asynchronous resource, by numbers that start at the first one. */
const traceResources = `
  const { writeSync } = require("node:fs");
  const told = (...words) => writeSync(1, words.join(" ") + "\\n");
  const numbers = new Map();
  const number = (id) => (numbers.has(id) || numbers.set(id, numbers.size), numbers.get(id));
  const on = (what) => (id, type = "") => told(what, number(id), type);
  require("node:async_hooks").createHook({
    init: on("init"), before: on("before"), after: on("after"), destroy: on("destroy"), promiseResolve: on("resolve"),
  }).enable();`;

export const programs: readonly Program[] = [
  {
    about: "asynchronous resources, with hooks set in the middle of loading",
    files: {
      "main.cjs": `require("./a.cjs"); ${traceResources} require("./b.cjs"); told("loaded");
        import("./c.mjs").then(({ c }) => { require("./d.cjs"); told(c) });`,
      "a.cjs": "",
      "b.cjs": "",
      "c.mjs": 'import "./e.cjs"; export const c = 3;',
      "d.cjs": "",
      "e.cjs": "",
    },
  },
];
