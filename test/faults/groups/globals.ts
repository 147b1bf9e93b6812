/**
 * Globals that are frozen, gone, replaced or polluted: what hardening, polyfills and test tools leave behind.
 */
import { answerAsWithout, type Cell, type Group } from "../fault.ts";
import { meddledCell, shorterStacks } from "../programs/meddled.ts";

/** Every object that can be reached from the globals by plain properties. */
const freezeAll = `
const seen = new Set();
const freeze = (object) => {
  if (object === null || !/^(object|function)$/.test(typeof object)) return;
  if (seen.has(object) || ArrayBuffer.isView(object)) return;
  seen.add(object);
  for (const { value, get, set } of Object.values(Object.getOwnPropertyDescriptors(object)))
    [value, get, set].forEach(freeze);
  freeze(Object.getPrototypeOf(object));
  Object.freeze(object);
};
const names = [
  "Object", "Function", "Array", "String", "Number", "Boolean", "Symbol", "RegExp", "Map", "Set", "WeakMap",
  "Promise", "Error", "TypeError", "JSON", "Math", "Reflect", "Atomics", "Int32Array", "ArrayBuffer",
  "Proxy", "URL", "Date",
];
for (const name of names) freeze(globalThis[name]);`;

const removed = [
  "Buffer",
  "queueMicrotask",
  "performance",
  "URL",
  "Promise",
  "Error",
  "JSON",
  "Math",
  "Number",
  "String",
  "Set",
  "Reflect",
];

const pollution = [
  "toJSON",
  "then",
  "get",
  "set",
  "value",
  "writable",
  "enumerable",
  "url",
  "format",
  "shortCircuit",
  "conditions",
  "importer",
];

/** The members that the language calls where an object has them. */
const called: readonly string[] = ["toJSON", "then"];

const meddlings: readonly (readonly [id: string, fault: string, meddling: string])[] = [
  ["global-frozen", "The global object is frozen", "Object.freeze(globalThis);"],
  ["process-frozen", "`process` is frozen", "Object.freeze(process);"],
  [
    "process-sealed",
    "The members of `process` cannot be replaced",
    `for (const key of ["dlopen", "binding", "on", "emit", "env", "execArgv", "version"])
      Object.defineProperty(process, key, { value: process[key], writable: false, configurable: false });`,
  ],
  ["next-tick-gone", "`process.nextTick` is gone", "delete process.nextTick;"],
  ["microtasks-dropped", "`queueMicrotask` drops its tasks", "globalThis.queueMicrotask = () => {};"],
  ...removed.map(
    (name) =>
      [`${name.toLowerCase()}-gone`, `The global \`${name}\` is gone`, `delete globalThis.${name};`] as const,
  ),
  ...pollution.map(
    (name) =>
      [
        `polluted-${name.toLowerCase()}`,
        `Every object has a member \`${name}\``,
        `Object.prototype.${name} =
          ${called.includes(name) ? "function () { return 'polluted'; }" : '"polluted"'};`,
      ] as const,
  ),
  ["arrays-to-json", "Every array has a `toJSON`", `Array.prototype.toJSON = () => "an array";`],
  ["texts-to-json", "Every text has a `toJSON`", `String.prototype.toJSON = () => "a text";`],
  [
    "array-index-setter",
    "Every array has a setter for its first index",
    `Object.defineProperty(Array.prototype, "0", {
      configurable: true,
      set() { throw new Error("no more of this"); },
    });`,
  ],
  [
    "json-wrapped",
    "`JSON.stringify` and `parse` are replaced",
    `JSON.stringify = () => "other"; JSON.parse = () => ({});`,
  ],
  [
    "promise-replaced",
    "`Promise` is replaced by a class of its own",
    "globalThis.Promise = class Own extends Promise { then() { return this; } };",
  ],
  ["set-replaced", "`Set` and `Map` are replaced", "globalThis.Set = globalThis.Map = class Own {};"],
  [
    "environment-replaced",
    "`process.env` is replaced by another object",
    "process.env = Object.freeze({ ...process.env, OUTCROP_DISABLED: '1' });",
  ],
  [
    "listeners-removed",
    "All listeners of `process` are removed",
    `process.removeAllListeners();
     process.removeAllListeners("exit"); process.removeAllListeners("uncaughtExceptionMonitor");`,
  ],
];

/** With these, Node's own modules load or do not, by whether that had been done before. */
const lateOnly: readonly string[] = ["polluted-value", "polluted-writable"];

const cells: Cell[] = meddlings.map(([id, fault, meddling]) =>
  meddledCell({
    id,
    fault,
    injected: "by the program, or by a preload",
    meddling,
    ...(lateOnly.includes(id) && { at: ["handler"] }),
  }),
);

export const group: Group = {
  title: "Globals frozen, gone, replaced or polluted",
  half: "shim",
  about:
    "The program and the three moments are those of the group before; if the shim was first, what the " +
    "program got must be recorded.",
  answer: answerAsWithout,
  cells: [
    ...cells,
    meddledCell({
      id: "intrinsics-frozen",
      fault: "Every object of the language is frozen",
      injected: "by the program, or by a preload",
      answer: shorterStacks,
      meddling: freezeAll,
      more: { stacks: false },
    }),
    meddledCell({
      id: "frozen-intrinsics-option",
      fault: "Node freezes the objects of the language",
      injected: "`--frozen-intrinsics`",
      answer: shorterStacks,
      meddling: "",
      at: ["init"],
      more: { before: ["--frozen-intrinsics"], stacks: false },
    }),
    meddledCell({
      id: "no-proto",
      fault: "`__proto__` throws",
      injected: "`--disable-proto=throw`",
      meddling: "",
      at: ["init"],
      more: { before: ["--disable-proto=throw"] },
    }),
    meddledCell({
      id: "no-code-from-strings",
      fault: "No code can be made from text",
      injected: "`--disallow-code-generation-from-strings`",
      meddling: "",
      at: ["init"],
      more: { before: ["--disallow-code-generation-from-strings"] },
    }),
  ],
};
