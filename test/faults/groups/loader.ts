/**
 * Node's own parts that functions, test tools and instrumentation replace: the module loader, files, output,
 * `process`.
 */
import { answerAsWithout, type Cell, type Group } from "../fault.ts";
import { meddledCell } from "../programs/meddled.ts";

const loader = `const Module = require("node:module"); const { apply } = Reflect;`;
const wrapped = (object: string, name: string): string => `
const original = ${object}.${name};
let calls = 0;
${object}.${name} = function (...args) { calls++; return Reflect.apply(original, this, args); };
const heardBefore = globalThis.heard;
globalThis.heard = (say) => { heardBefore?.(say); say("${name} was called: " + (calls > 0)); };`;
const failing = (name: string): string => `
const fs = require("node:fs");
fs.${name} = () => { throw Object.assign(new Error("EIO: i/o error, ${name}"), { code: "EIO" }); };`;

const meddlings: readonly (readonly [id: string, fault: string, meddling: string])[] = [
  ...["_load", "_resolveFilename", "_resolveLookupPaths", "_findPath", "_nodeModulePaths", "isBuiltin"].map(
    (name) =>
      [
        `wraps-${name.toLowerCase()}`,
        `\`Module.${name}\` is wrapped`,
        loader + wrapped("Module", name),
      ] as const,
  ),
  ["wraps-require", "`Module.prototype.require` is wrapped", loader + wrapped("Module.prototype", "require")],
  [
    "wraps-compile",
    "`Module.prototype._compile` is wrapped",
    loader + wrapped("Module.prototype", "_compile"),
  ],
  ...[".js", ".json", ".node"].map(
    (name) =>
      [
        `extension${name.replace(".", "-")}`,
        `\`Module._extensions["${name}"]\` is wrapped`,
        `${loader} const original = Module._extensions["${name}"];
         Module._extensions["${name}"] = function (module, file) {
           return apply(original, this, [module, file]);
         };`,
      ] as const,
  ),
  [
    "redirects",
    "`Module._resolveFilename` answers with another file",
    `${loader} const original = Module._resolveFilename;
     Module._resolveFilename = function (request, ...rest) {
       return apply(original, this, [request.startsWith("absent-") ? "./part-1.cjs" : request, ...rest]);
     };`,
  ],
  [
    "resolver-throws",
    "`Module._resolveFilename` throws a value that is not an error",
    `${loader} const original = Module._resolveFilename;
     Module._resolveFilename = function (request, ...rest) {
       if (request.includes("absent")) throw "nothing";
       return apply(original, this, [request, ...rest]);
     };`,
  ],
  [
    "mocked-load",
    "`Module._load` answers without loading",
    `${loader} const original = Module._load;
     Module._load = function (request, ...rest) {
       return request.includes("absent") ? "mocked" : apply(original, this, [request, ...rest]);
     };`,
  ],
  [
    "cache-proxy",
    "`require.cache` is replaced by a proxy that throws when looked into",
    `${loader} const target = Module._cache;
     Module._cache = new Proxy(target, {
       has() { throw new Error("no looking"); },
       ownKeys() { throw new Error("no listing"); },
     });`,
  ],
  [
    "cache-emptied",
    "`require.cache` is emptied",
    "for (const key of Object.keys(require.cache)) delete require.cache[key];",
  ],
  [
    "cache-frozen-entry",
    "`require.cache` holds a value that is not a module",
    `require.cache["/nowhere.js"] = undefined;
     require.cache["/somewhere.js"] = { get parent() { throw new Error("no parent"); } };`,
  ],
  ["path-cache-gone", "`Module._pathCache` is gone", `${loader} delete Module._pathCache;`],
  [
    "hooks-gone",
    "`module.registerHooks` throws",
    `${loader} Module.registerHooks = () => { throw new Error("no hooks"); };`,
  ],
  [
    "own-hooks",
    "Resolve hooks of the function's own",
    `${loader} Module.registerHooks({ resolve(specifier, context, next) {
       return next(specifier, context);
     } });`,
  ],
  [
    "own-hooks-answer",
    "A resolve hook that answers by itself",
    `${loader} Module.registerHooks({ resolve(specifier, context, next) {
       if (!specifier.includes("absent")) return next(specifier, context);
       return { url: "node:path", format: "builtin", shortCircuit: true };
     } });`,
  ],
  [
    "own-hooks-throw",
    "A resolve hook that throws a value that is not an error",
    `${loader} Module.registerHooks({ resolve(specifier, context, next) {
       if (specifier.includes("absent")) throw null;
       return next(specifier, context);
     } });`,
  ],
  ["dlopen-replaced", "`process.dlopen` is replaced", `process.dlopen = () => "opened";`],
  ["dlopen-wrapped", "`process.dlopen` is wrapped", wrapped("process", "dlopen")],
  [
    "binding-throws",
    "`process.binding` throws",
    `process.binding = () => { throw new Error("no binding"); };`,
  ],
  ["stdout-wrapped", "`process.stdout.write` is wrapped", wrapped("process.stdout", "write")],
  [
    "stderr-throws",
    "`process.stderr.write` throws",
    `process.stderr.write = () => { throw new Error("no writing"); };`,
  ],
  ["emit-wrapped", "`process.emit` is wrapped", wrapped("process", "emit")],
  ["emit-swallows", "`process.emit` says that nothing listens", "process.emit = () => false;"],
  ["exit-wrapped", "`process.reallyExit` is wrapped", wrapped("process", "reallyExit")],
  ...[
    "writeSync",
    "openSync",
    "closeSync",
    "fstatSync",
    "readFileSync",
    "statSync",
    "realpathSync",
    "existsSync",
  ].map((name) => [`fs-${name.toLowerCase()}`, `\`fs.${name}\` fails with EIO`, failing(name)] as const),
];

/** Node's start does not survive the one; the other hears that the shim adds listeners. */
const lateOnly: readonly string[] = ["path-cache-gone", "emit-wrapped"];

const cells: Cell[] = meddlings.map(([id, fault, meddling]) =>
  meddledCell({
    id,
    fault,
    injected: "by the program, or by a preload",
    meddling,
    more: { stacks: false },
    ...(lateOnly.includes(id) && { at: ["init", "handler"] }),
  }),
);

export const group: Group = {
  title: "Module loader, files and process, changed",
  half: "shim",
  about:
    "The program and the three moments are those of the groups before; it prints messages, and whether " +
    "what it wrapped was called.",
  answer: answerAsWithout,
  cells,
};
