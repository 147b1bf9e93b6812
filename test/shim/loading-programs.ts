/** Programs that load modules, hook into the loading, and look at what was loaded. */
import { type Program, somePackage } from "./program.ts";

/** Reports every asynchronous resource, by numbers that start at the first one. */
const traceResources = `
  const { writeSync } = require("node:fs");
  const say = (...words) => writeSync(1, words.join(" ") + "\\n");
  const numbers = new Map();
  const number = (id) => (numbers.has(id) || numbers.set(id, numbers.size), numbers.get(id));
  const on = (what) => (id, type = "") => say(what, number(id), type);
  require("node:async_hooks").createHook({
    init: on("init"), before: on("before"), after: on("after"), destroy: on("destroy"),
    promiseResolve: on("resolve"),
  }).enable();`;

export const loadingPrograms: readonly Program[] = [
  {
    about: "asynchronous resources, with hooks set in the middle of loading",
    files: {
      "main.cjs": `require("./a.cjs"); ${traceResources} require("./b.cjs"); say("loaded");
        import("./c.mjs").then(({ c }) => { require("./d.cjs"); say(c) });`,
      "a.cjs": "",
      "b.cjs": "",
      "c.mjs": 'import "./e.cjs"; export const c = 3;',
      "d.cjs": "",
      "e.cjs": "",
    },
  },
  {
    about: "promise hooks of V8",
    files: {
      "main.cjs": `let count = 0; const add = () => { count++ };
        require("node:v8").promiseHooks.createHook({ init: add, before: add, after: add, settled: add });
        require("./a.cjs"); setImmediate(() => console.log(count));`,
      "a.cjs": "",
    },
  },
  {
    about: "the order in which microtasks and ticks of the program run",
    files: {
      "main.cjs": `const log = []; const note = (what) => () => log.push(what);
        queueMicrotask(note("microtask 1")); process.nextTick(note("tick 1")); require("./a.cjs");
        Promise.resolve().then(note("then"));
        queueMicrotask(note("microtask 2")); process.nextTick(note("tick 2")); require("./b.cjs");
        setImmediate(() => console.log(log.join("\\n")));`,
      "a.cjs": "queueMicrotask(() => {});",
      "b.cjs": "",
    },
  },
  {
    about: "hooks of its own, in the order in which they are asked, and what they are asked",
    files: {
      "main.cjs": `const { registerHooks } = require("node:module");
        const { relative } = require("node:path");
        const short = (url) => url && (url.startsWith("file:") ? relative(__dirname, url.slice(7)) : url);
        const hook = (name) => registerHooks({
          resolve(specifier, context, next) {
            const answer = specifier === "virtual:it" ? {
              url: specifier, format: "module", shortCircuit: true } : next(specifier, context);
            console.log(name, "resolve", specifier, short(context.parentURL), context.conditions.join(),
              Object.keys(context).join(),
              JSON.stringify(context.importAttributes), Object.keys(answer).join(), short(answer.url),
              answer.format);
            return answer;
          },
          load(url, context, next) {
            console.log(name, "load", short(url), context.format);
            return url === "virtual:it" ? {
              source: "export default 1", format: "module", shortCircuit: true } : next(url, context);
          },
        });
        const first = hook("first"); const second = hook("second");
        require("some"); require("./a.cjs"); first.deregister(); require("./b.cjs");
        import("./c.mjs").then(() => { second.deregister(); return import("./d.mjs") })
          .then(() => console.log("end"));`,
      "a.cjs": 'require("node:fs");',
      "b.cjs": "",
      "c.mjs": `import it from "virtual:it"; import data from "./data.json" with { type: "json" };
          console.log(it, data);`,
      "d.mjs": "",
      "data.json": "[1]",
      ...somePackage,
    },
  },
  {
    about: "hooks of its own that throw, and invalid answers",
    files: {
      "main.cjs": `const { registerHooks } = require("node:module");
        const answers = {
          "x:throws": () => {
            throw new TypeError("mine") }, "x:null": () => null, "x:empty": () => ({ shortCircuit: true }),
          "x:later": () => Promise.resolve({}), "x:falls": (next) => { next("./nowhere.cjs") } };
        registerHooks({
          resolve: (specifier, context, next) => answers[specifier] ? answers[specifier](next)
            : next(specifier, context) });
        for (const name of Object.keys(answers)) try { require(name) }
        catch (error) { console.log(name, error.stack) }
        (async () => {
          for (const name of Object.keys(answers)) await import(name)
            .catch((error) => console.log(name, error.code, error.message)) })();`,
    },
  },
  {
    about: "asynchronous hooks of its own",
    flags: ["--no-warnings"],
    files: {
      "main.mjs": `import { register } from "node:module"; register("./hooks.mjs", import.meta.url);
        console.log((await import("virtual:one")).default, (await import("./a.cjs")).default);
        await import("virtual:none").catch(({ code, message }) => console.log(code, message));`,
      "hooks.mjs": `export const resolve = async (specifier, context, next) =>
          specifier === "virtual:one" ? {
            url: specifier, format: "module", shortCircuit: true } : next(specifier, context);
        export const load = async (url, context, next) =>
          url === "virtual:one" ? {
            format: "module", source: "export default 1", shortCircuit: true } : next(url, context);`,
      "a.cjs": "module.exports = require('some').some;",
      ...somePackage,
    },
    main: "main.mjs",
  },
  {
    about: "Module's own methods, patched as packages patch them",
    files: {
      "main.cjs": `const Module = require("node:module");
        const log = (...words) => console.log(...words.map(String));
        for (const name of ["_load", "_resolveFilename", "_findPath", "_nodeModulePaths",
          "_resolveLookupPaths"]) {
          const { [name]: original } = Module;
          Module[name] = function (...args) {
            log(name, original.length, original.name, args.length, this === Module, args[0],
              args[1]?.id ?? args[1], args[2]);
            return Reflect.apply(original, this, args);
          };
        }
        const { require: original } = Module.prototype;
        Module.prototype.require = function (id) {
          log("require", id, this.id, arguments.length); return original.call(this, id); };
        log(require("some").some, require("./a.cjs"), require.resolve("some"), require.resolve.paths("some"));
        log(Module.createRequire(__filename)("./a.cjs"), module.require("./a.cjs"));
        for (const id of ["./nowhere.cjs", "some/no", "some/other"]) try { require(id) }
        catch (error) { log(error.stack) }`,
      "a.cjs":
        "module.exports = module.children.length + module.paths.join() + module.parent.id + require.main.id;",
      ...somePackage,
    },
  },
  {
    about: "handlers of file extensions, a compiler, and the wrapper",
    files: {
      "main.cjs": `const Module = require("node:module"); const { js } = { js: Module._extensions[".js"] };
        Module._extensions[".odd"] = (module, name) =>
          module._compile("module.exports = " + name.length + " > 0 && new Error('here').stack", name);
        Module._extensions[".js"] = function (module, name) {
          console.log("js", arguments.length, name); return js(module, name); };
        const { _compile } = Module.prototype;
        Module.prototype._compile = function (source, name, ...rest) {
          console.log("compile", name, rest.length); return _compile.call(this, source, name, ...rest); };
        console.log(require("./a.odd"), require("./a"), require("some").some,
          Object.keys(require.extensions).join(), Module.wrap("x"));`,
      "a.odd": "",
      ...somePackage,
    },
  },
  {
    about: "the cache, and modules taken out of it or put into it",
    files: {
      "main.cjs": `const Module = require("node:module");
        const list = () => console.log(Object.keys(require.cache).join("\\n"),
          Object.keys(Module._pathCache).join("\\n"));
        list(); require("./a.cjs"); list();
        delete require.cache[require.resolve("./a.cjs")]; console.log(require("./a.cjs").count);
        require.cache[require.resolve("./b.cjs")] = { exports: "put", loaded: true, children: [] };
        console.log(require("./b.cjs"));
        require.cache["node:fs"] = require.cache.fs = { exports: "put" };
        console.log(require("fs") === process.getBuiltinModule("fs"));
        list();
        console.log(module.children.map(({ id }) => id), module.isPreloading, require.main === module);`,
      "a.cjs": `globalThis.count = (globalThis.count ?? 0) + 1; exports.count = globalThis.count;
          require('./c.cjs');`,
      "b.cjs": "module.exports = 'loaded';",
      "c.cjs": "require('./a.cjs');",
    },
  },
];
