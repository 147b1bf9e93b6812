/** Programs with worker threads, contexts and child processes, and one that looks at its process. */
import type { Program } from "./program.ts";

export const processPrograms: readonly Program[] = [
  {
    about: "worker threads, with what they are given and what they throw",
    files: {
      "main.cjs": `const {
          Worker, getEnvironmentData, setEnvironmentData, SHARE_ENV,
          threadId } = require("node:worker_threads");
        console.log(threadId); setEnvironmentData("mine", 1);
        const run = (options, file = "./worker.cjs") =>
          new Promise((resolve) => new Worker(require.resolve(file), options)
          .on("message", (message) => console.log(message))
            .on("error", (error) => console.log(error.name, error.code, error.stack))
            .on("exit", (code) => { console.log(code); resolve() }));
        (async () => {
          await run(); await run({ env: { A: "1" }, argv: ["x"] }); await run({ env: SHARE_ENV });
          await run({}, "./fails.cjs"); await run({ execArgv: [] }); })();`,
      "worker.cjs": `const { parentPort, getEnvironmentData } = require("node:worker_threads");
        parentPort.postMessage([Object.keys(require.cache),
          Object.keys(process.env).filter((name) => name.startsWith("OUTCROP_ATTACH")),
          getEnvironmentData("mine"), process.argv.slice(2), require("./a.cjs")]);`,
      "fails.cjs": "require('nowhere');",
      "a.cjs": "module.exports = module.id;",
    },
  },
  {
    about: "scripts of node:vm that import",
    flags: ["--experimental-vm-modules", "--no-warnings"],
    files: {
      "main.cjs": `const vm = require("node:vm");
        const importModuleDynamically = vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER;
        (async () => {
          console.log(await vm.runInThisContext("import('./a.mjs')", {
            filename: __filename, importModuleDynamically }));
          await vm.runInThisContext("import('./nowhere.mjs')", {
            filename: __filename, importModuleDynamically })
            .catch(({ code, message }) => console.log(code, message));
          const linked = new vm.SourceTextModule("import 'x'; import.meta.seen = 1;", {
            initializeImportMeta: (meta) => { meta.url = "mine" } });
          await linked.link((specifier, { identifier }) => {
            console.log(specifier, identifier); return new vm.SyntheticModule([], () => {}) });
          await linked.evaluate(); console.log(linked.status);
          await vm.runInNewContext("import('y')", {}, {
            importModuleDynamically: (specifier) => { console.log(specifier); throw new Error("mine") } })
            .catch((error) => console.log(error.message));
        })();`,
      "a.mjs": "export const a = 1;",
    },
  },
  {
    about: "child processes that inherit Node's arguments",
    files: {
      "main.cjs": `const { fork, spawnSync } = require("node:child_process");
        fork("./child.cjs").on("exit", () => {
        console.log(spawnSync(process.execPath, [...process.execArgv, "child.cjs"], {
          encoding: "utf8" }).stdout) });`,
      "child.cjs": `console.log(Object.keys(require.cache), Object.keys(require("node:module")._pathCache),
            Object.keys(process.env).filter((name) => /ATTACH|NODE/.test(name)));`,
    },
  },
  {
    about: "the process as a program finds it",
    files: {
      "main.cjs": `console.log(Object.keys(process).join(),
          Object.keys(process.env).filter((name) => /ATTACH|NODE/.test(name)).join(), process.argv.length);
        console.log(process.dlopen.name, process.dlopen.length,
          Object.getOwnPropertyNames(process.dlopen).join(),
          Object.getOwnPropertyDescriptor(process, "dlopen").enumerable);
        console.log(Object.getOwnPropertyNames(globalThis).join(), require.cache[process.execPath],
          process.eventNames().length > 0);
        console.log(process.getActiveResourcesInfo().join(), process._getActiveHandles().length);
        for (const args of [[], [{}], [{ exports: {} }, "/nowhere.node"],
          [{ exports: {} }, __filename, 1e6]]) try {
          process.dlopen(...args) } catch (error) { console.log(error.name, error.code, error.stack) }`,
    },
  },
];
