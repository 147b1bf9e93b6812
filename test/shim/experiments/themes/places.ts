/** Other places where modules load: worker threads, contexts, tests, evaluated programs. */
import { cjs, type Experiment, mjs } from "../experiment.ts";

const run = `const run = (file, options) =>
      new Promise((done) => new Worker(file, options).on('message', (m) => console.log(m))
        .on('error', (e) => console.log(e?.name, e?.code, e?.message, e?.stack))
        .on('exit', (code) => done(console.log(code))));`;
const worker = (body: string): string =>
  `const { Worker, SHARE_ENV } = require('node:worker_threads'); ${run} (async () => { ${body} })();`;

export const experiments: readonly Experiment[] = [
  cjs("a worker", worker("await run('./worker.cjs'); await run('./worker.mjs');")),
  cjs(
    "a worker's arguments and environment",
    worker(
      `await run('./worker.cjs', { argv: ['x'], env: { A: '1' } });
        await run('./worker.cjs', { env: SHARE_ENV }); await run('./worker.cjs', { execArgv: [] });
        await run('./worker.cjs', { execArgv: ['--no-warnings'] });`,
    ),
  ),
  cjs(
    "a worker's environment variables",
    worker(
      `await run(\`require('node:worker_threads').parentPort.postMessage(
          [Object.keys(process.env).sort(), process.execArgv, process.argv.length])\`, { eval: true });`,
    ),
  ),
  cjs(
    "a worker's failures",
    worker(
      `await run('./needs-absent.cjs'); await run('./needs-absent.mjs'); await run('./throws.cjs');
        await run('./throws-value.cjs'); await run('./absent.cjs'); await run('./syntax.cjs');`,
    ),
  ),
  cjs(
    "a worker's failure that was annotated",
    worker(
      `await run("try { require('absent') } catch (e) { e.message = 'Install it. ' + e.message; throw e }", {
          eval: true });`,
    ),
  ),
  cjs(
    "a worker of text",
    worker(
      `await run(\`require('node:worker_threads').parentPort.postMessage(
          [require('./a.cjs').a, __filename, Object.keys(require.cache).length])\`,
          { eval: true });`,
    ),
  ),
  cjs(
    "a worker of a data URL",
    worker(
      "await run(new URL('data:text/javascript," +
        'import { parentPort } from "node:worker_threads"; parentPort.postMessage(1)\'));',
    ),
  ),
  cjs(
    "a worker with preloads",
    worker(
      `await run("require('node:worker_threads').parentPort.postMessage(globalThis.preloaded)", {
          eval: true, execArgv: ['--require', './preload.cjs'] });`,
    ),
  ),
  cjs(
    "a worker of a worker",
    worker(
      `await run(\`const { Worker, parentPort } = require('node:worker_threads');
          new Worker('./worker.cjs').on('message', (m) => parentPort.postMessage(m))\`,
          { eval: true });`,
    ),
  ),
  cjs(
    "a worker that is ended",
    worker(
      `const w = new Worker('setInterval(() => {}, 1000)', { eval: true });
        await new Promise((r) => w.on('online', r)); console.log(await w.terminate());`,
    ),
  ),
  cjs(
    "many workers",
    worker(
      `const all = await Promise.all(Array.from({
          length: 4 }, () => new Promise((r) => new Worker('./worker.cjs').on('message', r))));
        console.log(all);`,
    ),
  ),
  cjs(
    "an error sent from a worker",
    worker(
      `await run(\`try { require('absent') }
          catch (e) { require('node:worker_threads').parentPort.postMessage(e) }\`,
          { eval: true });`,
    ),
  ),
  cjs(
    "vm with the loader of the main context",
    `const vm = require('node:vm');
      const options = {
        filename: __filename, importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER };
      (async () => {
        console.log((await vm.runInThisContext("import('./m.mjs')", options)).default);
        await vm.runInThisContext("import('absent')", options).catch((e) => console.log(e.stack)) })();`,
  ),
  cjs(
    "vm with require handed in",
    `const vm = require('node:vm'); console.log(vm.runInNewContext('require("./a.cjs").a', { require }));
      try { vm.runInNewContext('require("absent")', { require }) }
      catch (e) { console.log(e.stack, e instanceof Error) }`,
  ),
  cjs(
    "vm without a loader",
    "require('node:vm').runInThisContext(\"import('./m.mjs')\").catch((e) => console.log(e.code));",
  ),
  cjs(
    "vm's formatter of another context",
    `const vm = require('node:vm');
      console.log(vm.runInNewContext(\`Error.prepareStackTrace = () => "theirs";
          try { require("absent") } catch (e) { e.stack }\`,
        { require }));`,
  ),
  cjs(
    "vm.Module",
    `const vm = require('node:vm');
      (async () => {
        const m = new vm.SourceTextModule('import x from "x"; globalThis.got = x');
        await m.link((s) => new vm.SyntheticModule(['default'], function () {
          this.setExport('default', s) })); await m.evaluate(); console.log(got) })();`,
    { flags: ["--experimental-vm-modules", "--no-warnings"] },
  ),
  cjs(
    "compileFunction",
    `const vm = require('node:vm');
      console.log(vm.compileFunction('return require("./a.cjs").a', ['require'], {
        filename: __filename })(require));`,
  ),
  cjs(
    "node:test's mocks",
    `const { mock } = require('node:test');
      mock.module(require.resolve('./a.cjs'), { namedExports: { a: 'mock' } });
      console.log(require('./a.cjs').a);
      import('./a.cjs').then((m) => console.log(m.a ?? m.default)).catch((e) => console.log(e.code));`,
    { flags: ["--experimental-test-module-mocks", "--no-warnings"] },
  ),
  cjs(
    "node:test's mocks of built-ins",
    `const { mock } = require('node:test'); mock.module('node:os', { namedExports: { cpus: 'mock' } });
      console.log(require('node:os').cpus, require('os').cpus);`,
    { flags: ["--experimental-test-module-mocks", "--no-warnings"] },
  ),
  cjs(
    "node:test",
    "const { test } = require('node:test'); test('one', { skip: true }, () => {}); console.log(typeof test);",
    {
      env: { NO_COLOR: "1" },
      flags: ["--test-reporter=dot"],
    },
  ),
  cjs(
    "the text of --eval",
    `console.log(require('node:child_process').spawnSync(process.execPath,
        ['-e', \`console.log(require('./a.cjs').a, module.paths.length, process.argv.length);
          try { require('absent') } catch (e) { console.log(e.stack) }\`],
        { encoding: 'utf8' }).stdout);`,
  ),
  cjs(
    "TypeScript",
    `require('node:fs').writeFileSync('typed.ts', 'const x: number = 1; console.log(x)');
      import('./typed.ts').then(() => console.log('loaded'));`,
    { flags: ["--experimental-strip-types", "--no-warnings"] },
  ),
  cjs(
    "syntax that is detected",
    `const fs = require('node:fs'); fs.mkdirSync('detected', { recursive: true });
      fs.writeFileSync('detected/package.json', '{}');
      fs.writeFileSync('detected/x.js', 'export default import.meta.url.length > 0');
      console.log(require('./detected/x.js').default);
      import('./detected/x.js').then((m) => console.log(m.default));`,
    { flags: ["--no-warnings"] },
  ),
  cjs(
    "a module that is changed and loaded again",
    `const fs = require('node:fs');
      for (const n of [1, 2]) {
        fs.writeFileSync('again.cjs', 'module.exports = ' + n);
        delete require.cache[require.resolve('./again.cjs')]; console.log(require('./again.cjs')) }`,
  ),
  cjs(
    "a module that appears later",
    `const fs = require('node:fs'); fs.rmSync('later.cjs', { force: true });
      try { require('./later.cjs') } catch (e) { console.log(e.code) }
      fs.writeFileSync('later.cjs', 'module.exports = 1'); console.log(require('./later.cjs'));`,
  ),
  cjs(
    "a file that is replaced by a link",
    `const fs = require('node:fs'); fs.rmSync('linked.cjs', { force: true });
      fs.symlinkSync('a.cjs', 'linked.cjs'); console.log(require('./linked.cjs').file);`,
  ),
  cjs(
    "another folder",
    `process.chdir('other'); console.log(require('./a.cjs').a, require.resolve('plain'));
      import('plain').then((m) => console.log(m.default));`,
  ),
  cjs(
    "require of what fs mocks hide",
    `const fs = require('node:fs'); const { statSync, readFileSync } = fs;
      fs.readFileSync = (...args) => {
        console.log('read', String(args[0]).split('/').pop()); return readFileSync(...args) };
      require('./a.cjs'); require('./data.json'); fs.readFileSync = readFileSync;`,
  ),
  cjs(
    "Array and String prototypes that were changed",
    `Array.prototype.push = () => { throw new Error('push') };
      String.prototype.startsWith = () => { throw new Error('startsWith') };
      Array.prototype[Symbol.iterator] = undefined; process._rawDebug(require('./a.cjs').a);`,
  ),
  cjs(
    "promises that were changed",
    `const { then } = Promise.prototype; let n = 0;
      Promise.prototype.then = function (...args) { n++; return then.apply(this, args) }; require('./a.cjs');
      setImmediate(() => console.log(n));`,
  ),
  mjs(
    "a worker from an ES module",
    `import { Worker } from 'node:worker_threads';
      new Worker(new URL('./worker.mjs', import.meta.url)).on('message', (m) => console.log(m));`,
  ),
];
