/** CommonJS: what is loaded, in which order, and what modules know of each other. */
import { cjs } from "../experiment.ts";

const attempt =
  "const attempt = (f) => { try { return f() } catch (e) { return e.code + ' ' + e.message } };";

export const experiments = [
  cjs(
    "a file, with and without its extension",
    "console.log(require('./a.cjs'), require('./f'), require('./f.js'), require(__dirname + '/f'));",
  ),
  cjs(
    "folders and packages",
    `console.log(require('./folder'), require('./folder/'), require('plain'), require('old-main'),
        require('some'));`,
  ),
  cjs(
    "files in packages",
    `console.log(require('plain/deep/file'), require('plain/deep/file.js'),
        require('plain/package.json').name);`,
  ),
  cjs(
    "a pattern of exports",
    `${attempt} console.log(attempt(() => require('some/index.x')), attempt(() => require('some/none.x')));`,
  ),
  cjs(
    "built-ins in all spellings",
    `console.log(['fs', 'node:fs', 'fs/promises', 'node:test'].map((id) => typeof require(id)),
        require('fs') === require('node:fs'));`,
  ),
  cjs(
    "built-ins that need their scheme",
    `${attempt} console.log(attempt(() => require('test')), attempt(() => require('sqlite')),
        attempt(() => require('node:nope')));`,
  ),
  cjs(
    "a package with a built-in's name",
    `${attempt} console.log(attempt(() => require('process/')), attempt(() => require('string_decoder/')));`,
  ),
  cjs(
    "JSON",
    `${attempt} console.log(require('./data'), require('./data.json') === require('./data'),
        attempt(() => require('./bad.json')));`,
  ),
  cjs(
    "an ES module",
    `const m = require('./m.mjs');
      console.log(m.default, m.__esModule, m === require('./m.mjs'),
        require.cache[require.resolve('./m.mjs')]?.id);`,
    { flags: ["--no-warnings"] },
  ),
  cjs("an ES module, with its warning", "console.log(require('./m.mjs').named);"),
  cjs("an ES module where that is turned off", `${attempt} console.log(attempt(() => require('./m.mjs')));`, {
    flags: ["--no-experimental-require-module"],
  }),
  cjs("an ES module that awaits", `${attempt} console.log(attempt(() => require('./awaits.mjs')));`, {
    flags: ["--no-warnings"],
  }),
  cjs("module-sync", "console.log(require('dual').default ?? require('dual'));", {
    flags: ["--no-warnings"],
  }),
  cjs("conditions of the command line", "console.log(require('conditional'), require('dual'));", {
    flags: ["--conditions=custom", "--conditions=browser"],
  }),
  cjs("a circle", "console.log(require('./b.cjs'));"),
  cjs("a circle that warns", "const b = require('./b.cjs'); console.log(b.c.missing);"),
  cjs(
    "imports and exports of its own package",
    `${attempt} console.log(require('#own').a, require('self').a, require('#out').plain,
        attempt(() => require('#bad')), attempt(() => require('#none')),
        attempt(() => require('self/gone')));`,
  ),
  cjs(
    "the module object",
    `const { id, path, filename, loaded, children, paths, parent, exports } = module;
      console.log(id, path, filename, loaded, children, paths, parent, exports, Object.keys(module),
        module.isPreloading);`,
  ),
  cjs(
    "children and parents",
    `require('./b.cjs'); require('./a.cjs');
      const say = (m, d = 0) => {
        console.log(' '.repeat(d) + m.id, m.parent?.id, m.loaded);
        if (d < 3) m.children.forEach((c) => say(c, d + 1)) }; say(module);`,
  ),
  cjs(
    "require.main and its own require",
    `console.log(require.main === module, Object.keys(require), require.resolve.length, require.name,
        require.length, Object.keys(require.extensions), module.require('./a.cjs').a, String(require));`,
  ),
  cjs(
    "require.cache, read and emptied",
    `require('./a.cjs'); const names = Object.keys(require.cache);
      console.log(names, Object.getPrototypeOf(require.cache)); const first = require('./a.cjs');
      delete require.cache[require.resolve('./a.cjs')]; console.log(first === require('./a.cjs'));`,
  ),
  cjs(
    "require.cache, written",
    `require.cache[require.resolve('./a.cjs')] = { exports: 'mine', loaded: true, children: [] };
      console.log(require('./a.cjs')); require.cache[__dirname + '/absent.cjs'] = { exports: 'there' };
      try { console.log(require('./absent.cjs')) } catch (e) { console.log(e.code) }`,
  ),
  cjs(
    "require.cache with a built-in's name",
    `require.cache.fs = { exports: 'mine', loaded: true };
      require.cache['node:fs'] = { exports: 'mine', loaded: true };
      console.log(typeof require('fs').readFileSync ?? require('fs'),
        typeof require('node:fs').readFileSync);`,
  ),
  cjs(
    "module._load's cache of paths",
    `require('./f'); require('plain'); require('./folder');
      console.log(Object.entries(require('node:module')._pathCache)
          .filter(([, v]) => !v.includes('shim')));`,
  ),
  cjs(
    "a module that threw is run again",
    `for (let i = 0; i < 2; i++) try { require('./throws.cjs') }
      catch (e) { console.log(e.message, Object.keys(require.cache).length, module.children.length) }`,
  ),
  cjs("a module that threw a text", "try { require('./throws-value.cjs') } catch (e) { console.log(e) }"),
  cjs("links are followed", "console.log(require('./other/link.cjs'));"),
  cjs("links are kept", "console.log(require('./other/link.cjs'));", { flags: ["--preserve-symlinks"] }),
  cjs("the main file's link is kept", "console.log(__filename, require('./other/link.cjs'));", {
    flags: ["--preserve-symlinks-main"],
  }),
  cjs(
    "a link to nothing",
    `${attempt} console.log(attempt(() => require('./dangling')), attempt(() => require('./dangling.cjs')));`,
  ),
  cjs(
    "an invalid specifier",
    `${attempt} for (const id of ['', '.', '..', './', '/', undefined, null, 1, {}, [], Symbol.iterator,
        'a\\0b', 'file:///a', 'data:text/javascript,1', 'http://a/b']) console.log(String(id),
        attempt(() => require(id)));`,
  ),
  cjs(
    "createRequire by path, URL and text",
    `const { createRequire } = require('node:module'); const { pathToFileURL } = require('node:url');
      for (const base of [__filename, pathToFileURL(__filename), pathToFileURL(__filename).href,
        __dirname + '/other/']) {
        const r = createRequire(base);
        console.log(r('plain'), r.resolve('plain'), Object.keys(r), r.main === module); }`,
  ),
  cjs(
    "createRequire with an invalid path",
    `${attempt} const { createRequire } = require('node:module');
      for (const base of ['relative', './a', 1, null, {},
        'http://a/b']) console.log(attempt(() => createRequire(base)));`,
  ),
  cjs(
    "new Module and _compile",
    `const Module = require('node:module'); const m = new Module('mine', module);
      m.filename = __dirname + '/mine.cjs'; m.paths = Module._nodeModulePaths(__dirname);
      m._compile('exports.x = require("plain"); exports.p = module.parent.id; exports.s = new Error().stack',
        m.filename); console.log(m.exports, m.loaded, m.children.map((c) => c.id));`,
  ),
  cjs(
    "a file with an unknown extension",
    `console.log(typeof require('./f'),
        (() => { try { return require('./text.odd') } catch (e) { return e.name } })());`,
  ),
  cjs(
    "an invalid native file",
    `${attempt} console.log(attempt(() => require('./fake.node')).replace(/: [^:]*$/, ''));`,
  ),
  cjs(
    "thousands of the same requires",
    `let n = 0;
      for (let i = 0; i < 20000; i++) {
        n += require('./a.cjs').a.length; n += typeof require('fs') === 'object' ? 1 : 0 } console.log(n);`,
  ),
  cjs(
    "requires in callbacks, timers and microtasks",
    `queueMicrotask(() => console.log('micro', require('./a.cjs').a));
      process.nextTick(() => console.log('tick', require('./f')));
      setImmediate(() => console.log('immediate', require('plain')));
      setTimeout(() => console.log('timer', require('some')), 1);`,
  ),
  cjs(
    "requires in eval and new Function",
    `console.log(eval('require("./a.cjs").a'),
      new Function('require', 'return require("./f")')(require));`,
  ),
  cjs(
    "requires where the stack is nearly full",
    `let depth = 0, first;
      const dive = () => {
        depth++;
        try { dive() } catch (e) { first ??= e.name; try { require('./a.cjs') } catch (e) { first = e.name } }
      }; dive(); console.log(first, require('./a.cjs').a);`,
  ),
  cjs("NODE_PATH", "console.log(require('near.cjs'));", { env: { NODE_PATH: "other:real" } }),
];
