/** The process as a program finds it. */
import { cjs, type Experiment, mjs } from "../experiment.ts";

export const experiments: readonly Experiment[] = [
  cjs("argv", "console.log(process.argv, process.argv0 === process.execPath, process.title);"),
  cjs("execArgv", "console.log(process.execArgv);"),
  cjs("execArgv with others", "console.log(process.execArgv);", {
    flags: ["--no-warnings", "--require", "./preload.cjs"],
  }),
  cjs("the environment", "console.log(Object.keys(process.env).sort());"),
  cjs(
    "its keys",
    `console.log(Reflect.ownKeys(process).map(String), Object.keys(process.versions),
        Object.keys(process.config));`,
  ),
  cjs(
    "its globals",
    `console.log(Reflect.ownKeys(globalThis).map(String), Reflect.ownKeys(Object.prototype).map(String),
        Reflect.ownKeys(Function.prototype).map(String), Reflect.ownKeys(Array.prototype).length);`,
  ),
  cjs("its listeners", "console.log(process.eventNames().map(String));"),
  cjs(
    "how many listeners",
    `for (const name of ['exit', 'beforeExit', 'uncaughtExceptionMonitor', 'uncaughtException', 'warning',
        'newListener', 'SIGTERM', 'message']) console.log(name, process.listenerCount(name));`,
  ),
  cjs(
    "ten listeners for its exit",
    "for (let i = 0; i < 10; i++) process.on('exit', () => {}); console.log(process.getMaxListeners());",
  ),
  cjs("nine listeners for its exit", "for (let i = 0; i < 9; i++) process.on('exit', () => console.log(i));"),
  cjs("all listeners removed", "process.removeAllListeners(); console.log(process.eventNames());"),
  cjs("the modules Node loaded", "console.log(process.moduleLoadList.length);"),
  cjs("chdir", "console.log(process.chdir.name, String(process.chdir).length, process.cwd.name);"),
  cjs(
    "resources and handles",
    `console.log(process.getActiveResourcesInfo(), process._getActiveHandles().length,
        process._getActiveRequests().length);`,
  ),
  cjs("open files", "console.log(require('node:fs').readdirSync('/proc/self/fd').length);"),
  cjs("exit codes", "process.exitCode = 3; process.on('exit', (code) => console.log(code));"),
  cjs(
    "exit in the middle",
    `process.on('exit', (code) => { console.log(code); process.exitCode = 9 }); require('./a.cjs');
      process.exit(4);`,
  ),
  cjs(
    "abort by a signal",
    "setTimeout(() => process.kill(process.pid, 'SIGTERM'), 1); setInterval(() => {}, 1000);",
  ),
  cjs(
    "beforeExit",
    "let n = 0; process.on('beforeExit', () => { if (n++ < 2) setTimeout(() => console.log(n), 1) });",
  ),
  cjs(
    "asynchronous ids",
    `const { executionAsyncId, triggerAsyncId, createHook } = require('node:async_hooks'); const seen = [];
      createHook({ init: (id, type) => seen.push(type) }).enable(); require('./a.cjs');
      setImmediate(() => console.log(executionAsyncId() > 0, seen));`,
  ),
  cjs(
    "the first asynchronous id",
    `const { AsyncResource } = require('node:async_hooks');
      console.log(new AsyncResource('mine').asyncId());`,
  ),
  cjs(
    "diagnostics channels",
    `const dc = require('node:diagnostics_channel');
      for (const name of ['child_process', 'module.require', 'tracing:module.require:start',
        'tracing:module.import:start']) console.log(name, dc.hasSubscribers(name));`,
  ),
  cjs(
    "a subscriber of module.require",
    `const dc = require('node:diagnostics_channel');
      dc.subscribe('tracing:module.require:start', (m) => console.log(m.id, m.parentFilename));
      dc.subscribe('tracing:module.require:error', (m) => console.log(m.error.code)); require('./a.cjs');
      require('fs'); try { require('absent') } catch {}`,
  ),
  cjs(
    "environment data",
    `const { getEnvironmentData } = require('node:worker_threads');
      console.log(getEnvironmentData('outcrop'), getEnvironmentData('mine'));`,
  ),
  cjs(
    "performance marks and entries",
    `const { performance } = require('node:perf_hooks');
      console.log(performance.getEntries().length, performance.eventLoopUtilization().utilization >= 0);`,
  ),
  cjs(
    "process.binding",
    `console.log(Object.keys(process.binding('spawn_sync')), process.binding('spawn_sync').spawn.name,
        process.binding('spawn_sync').spawn.length);`,
    { flags: ["--no-warnings"] },
  ),
  cjs("pending deprecations", "console.log(1);", { flags: ["--pending-deprecation"] }),
  cjs("throw on deprecations and warnings", "console.log(1);", {
    flags: ["--throw-deprecation", "--trace-warnings"],
  }),
  cjs(
    "spawned programs",
    `const { spawnSync, execFileSync, spawn } = require('node:child_process');
      console.log(spawnSync('/bin/echo', ['x']).stdout.toString(), spawnSync('/absent').error.code,
        execFileSync('/bin/echo', ['y']).toString());
      spawn('/absent').on('error', (e) => console.log(e.code, e.stack));`,
  ),
  cjs(
    "a child process that inherits",
    "require('node:child_process').fork('./child.cjs').on('exit', (code) => console.log(code));",
  ),
  cjs(
    "a child process with the same flags",
    `console.log(require('node:child_process').spawnSync(process.execPath,
        [...process.execArgv, './child.cjs'], { encoding: 'utf8' }).stdout);`,
  ),
  cjs(
    "cluster",
    `const cluster = require('node:cluster');
      if (cluster.isPrimary) {
        console.log(cluster.settings); cluster.fork().on('exit', (code) => console.log(code)) }
      else { console.log(process.execArgv, require('./a.cjs').a); process.exit(0) }`,
  ),
  cjs("the report", "const { header } = process.report.getReport(); console.log(header.commandLine.length);"),
  cjs(
    "NODE_OPTIONS with a preload",
    "console.log(globalThis.preloaded, process.execArgv.length, Object.keys(require.cache).length);",
    {
      env: { NODE_OPTIONS: "--require ./preload.cjs" },
    },
  ),
  cjs("NODE_OPTIONS with an import", "console.log(globalThis.preloadedModule, require('./a.cjs').a);", {
    env: { NODE_OPTIONS: "--import ./preload.mjs" },
  }),
  cjs("preloads after it", "console.log(globalThis.preloaded, globalThis.preloadedModule, module.parent);", {
    flags: ["--require", "./preload.cjs", "--import", "./preload.mjs"],
  }),
  cjs(
    "a preload's parent and flags",
    "console.log(require.cache[require.resolve('./preload.cjs')].parent?.id, module.isPreloading);",
    {
      flags: ["--require", "./preload.cjs"],
    },
  ),
  cjs("NODE_DEBUG", "console.log(typeof require('./a.cjs'));", { env: { NODE_DEBUG: "mine" } }),
  cjs(
    "a compile cache",
    "console.log(require('node:module').getCompileCacheDir?.() !== undefined, require('./a.cjs').a);",
    {
      env: { NODE_COMPILE_CACHE: "compile-cache" },
    },
  ),
  cjs(
    "the number of files in a compile cache",
    `const { flushCompileCache } = require('node:module'); require('./a.cjs'); flushCompileCache?.();
      const { readdirSync } = require('node:fs');
      console.log(readdirSync(process.env.NODE_COMPILE_CACHE, { recursive: true }).length);`,
    { env: { NODE_COMPILE_CACHE: "compile-cache-2" } },
  ),
  cjs("a program that is strict", "'use strict'; console.log(this === module.exports, arguments.length);"),
  cjs(
    "a program without intrinsics that can be changed",
    `console.log(require('./a.cjs').a,
        (() => { try { require('absent') } catch (e) { return e.stack } })());`,
    { flags: ["--frozen-intrinsics", "--no-warnings"] },
  ),
  cjs("a program without eval", "console.log(require('./a.cjs').a);", {
    flags: ["--disallow-code-generation-from-strings"],
  }),
  cjs(
    "a program without __proto__",
    `console.log(require('./a.cjs').a,
        (() => { try { require('absent') } catch (e) { return e.stack } })());`,
    { flags: ["--disable-proto=delete"] },
  ),
  cjs("small stacks", "console.log(require('./a.cjs').a);", { flags: ["--stack-size=200"] }),
  cjs("jitless", "console.log(require('./a.cjs').a);", { flags: ["--jitless", "--no-warnings"] }),
  cjs("the permission model", "console.log(require('./a.cjs').a, process.permission.has('fs.write'));", {
    flags: ["--permission", "--allow-fs-read=*", "--no-warnings"],
    unobserved: true,
  }),
  cjs("--check", "let let;", { flags: ["--check"] }),
  mjs("an ES module's process", "console.log(process.argv.length, process.execArgv, typeof require);"),
  mjs("exit in an ES module", "process.on('exit', (code) => console.log(code)); process.exit(5);"),
];
