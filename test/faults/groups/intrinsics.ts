/** What a function, a test tool or a hardening library does to the objects of the language and of Node. */
import { answerAsWithout, type Cell, type Group } from "../fault.ts";
import { meddledCell } from "../programs/meddled.ts";

const objects = [
  "Array.prototype",
  "Array",
  "String.prototype",
  "RegExp.prototype",
  "Set.prototype",
  "Map.prototype",
  "Function.prototype",
  "Object",
  "Reflect",
  "JSON",
  "Math",
  "Number",
  "Number.prototype",
  "Atomics",
  "Promise",
  "Promise.prototype",
  "Error",
  "Int32Array.prototype",
  "Object.getPrototypeOf(Int8Array.prototype)",
  "Object.getPrototypeOf([][Symbol.iterator]())",
  "Object.getPrototypeOf(new Map().entries())",
  "Object.getPrototypeOf(function* () {}.prototype)",
  "Buffer",
  "Buffer.prototype",
  "URL",
  "URL.prototype",
  "process",
  "performance",
  'require("node:fs")',
  'require("node:path")',
  'require("node:url")',
  'require("node:module")',
  'require("node:worker_threads")',
  'require("node:diagnostics_channel")',
  'require("node:child_process")',
  'require("node:events").prototype',
] as const;

/** Goes over the functions of an object, accessors included, in words that lean on none of them. */
const eachFunction = (object: string, make: string): string => `
const object = ${object};
const { defineProperty, getOwnPropertyDescriptor, ownKeys } = Reflect;
const keys = ownKeys(object);
const isClass = (made) =>
  made.prototype !== undefined && !getOwnPropertyDescriptor(made, "prototype").writable;
const change = (key, property, kind) => {
  const original = property[kind];
  if (typeof original !== "function" || isClass(original)) return;
  ${make}
  defineProperty(object, key, property);
};
for (let i = 0; i < keys.length; i++) {
  const property = getOwnPropertyDescriptor(object, keys[i]);
  if (keys[i] === "constructor" || !property.configurable) continue;
  change(keys[i], property, "value");
  change(keys[i], property, "get");
}`;

const refusing = (object: string): string =>
  eachFunction(object, `property[kind] = function () { "use strict"; throw new Error("no more of this"); };`);

/**
 * Reports at the end the calls with a caller in the shim's file. Exceptions: the code that has a stack
 * formatted calls the formatter, and the shim calls a replaced `_resolveFilename`, with the options that it
 * has without a hook.
 */
const listening = (object: string): string => `
const heard = {};
const { apply, construct } = Reflect;
const trace = Error.captureStackTrace;
let deaf = false;
const hear = (key) => {
  if (deaf || key === "prepareStackTrace" || key === "_resolveFilename") return;
  deaf = true;
  const { stackTraceLimit, prepareStackTrace } = Error;
  Error.stackTraceLimit = 3;
  Error.prepareStackTrace = undefined;
  const holder = {};
  trace(holder, hear);
  const caller = holder.stack.split("\\n").slice(2).find((line) => !line.endsWith("(<anonymous>)"));
  Error.stackTraceLimit = stackTraceLimit;
  Error.prepareStackTrace = prepareStackTrace;
  if (caller?.includes("/outcrop/shim.cjs:")) heard[key] = true;
  deaf = false;
};
globalThis.heard = (say) => { deaf = true; say("heard: " + Object.keys(heard)); deaf = false; };
${eachFunction(
  object,
  `property[kind] = function () {
    "use strict";
    hear(String(key));
    return new.target ? construct(original, arguments) : apply(original, this, arguments);
  };
  const statics = ownKeys(original);
  for (let i = 0; i < statics.length; i++) {
    const own = statics[i];
    if (own === "length" || own === "name") continue;
    try { defineProperty(property[kind], own, getOwnPropertyDescriptor(original, own)); } catch {}
  }`,
)}`;

const slug = (object: string): string =>
  object
    .replace("Object.getPrototypeOf([][Symbol.iterator]())", "array-iterator")
    .replace("Object.getPrototypeOf(new Map().entries())", "map-iterator")
    .replace("Object.getPrototypeOf(function* () {}.prototype)", "generator")
    .replace("Object.getPrototypeOf(Int8Array.prototype)", "typed-array")
    .replace(/require\("node:(\w+)"\)/, "node-$1")
    .replaceAll(".", "-")
    .toLowerCase();

/**
 * Not here: Node itself looks up `Function.prototype.bind` and `apply` and the accessors of `URL.prototype`
 * whenever there is a resolve hook or a listener, whoever's it is.
 */
const brittle: readonly string[] = ["Function.prototype", "URL.prototype"];

/** What Node's own start, or the stack of a preload before the shim, depends on. */
const lateOnly: readonly string[] = [
  "Array",
  "Buffer",
  "process",
  ...["path", "module", "diagnostics_channel"].map((name) => `require("node:${name}")`),
];

const throwing: Cell[] = objects
  .filter((object) => !brittle.includes(object))
  .map((object) =>
    meddledCell({
      id: `${slug(object)}-throws`,
      fault: `Every function of \`${object}\` throws`,
      injected: "each replaced",
      meddling: refusing(object),
      ...(lateOnly.includes(object) && { at: ["handler"] }),
    }),
  );

const watched: Cell[] = objects.map((object) =>
  meddledCell({
    id: `${slug(object)}-listens`,
    fault: `Every function of \`${object}\` notes who calls it`,
    injected: "each wrapped; a call of the shim's would be reported",
    // What wraps them before the shim starts is what the shim gets.
    at: ["init", "handler"],
    meddling: listening(object),
  }),
);

export const group: Group = {
  title: "Objects of the language and of Node, changed",
  half: "shim",
  about:
    "A program loads in every possible way, finds and does not find, and prints what it got, with " +
    "stacks. Each change is made before the shim starts, before the program's first load, and when it " +
    "has loaded everything once. Where the shim was there first, all that was loaded must be recorded. " +
    "Left out, since Node's own resolve hooks and listeners look them up, whoever's they are: " +
    "`Function.prototype.bind` and `apply`, and the accessors of `URL.prototype`, made to throw.",
  answer: answerAsWithout,
  cells: [...throwing, ...watched],
};
