/** Hooks of the program's own, above and below whatever else is there, and asynchronous ones. */
import { cjs, mjs } from "../experiment.ts";

const prelude = `const { registerHooks } = require('node:module'); const { relative } = require('node:path');
  const short = (url) => url?.startsWith?.('file:') ? relative(__dirname, url.slice(7)) : url;`;
const teller = (name: string): string =>
  `registerHooks({
      resolve(s, c, n) {
        console.log('${name}', s, short(c.parentURL), c.conditions, c.importAttributes, Object.keys(c));
        const a = n(s, c); console.log('${name}', Object.keys(a), short(a.url), a.format); return a } });`;
const loads = `require('./a.cjs'); require('fs'); require('node:fs'); require('plain');
    try { require('absent') } catch (e) { console.log(e.code) }
    import('./m.mjs').then(() => import('absent')).catch((e) => console.log(e.code));`;

export const experiments = [
  cjs("one resolve hook", `${prelude} ${teller("one")} ${loads}`),
  cjs("two resolve hooks", `${prelude} ${teller("one")} ${teller("two")} ${loads}`),
  cjs("one preloaded before, one later", `${prelude} ${teller("later")} ${loads}`, {
    flags: ["--require", "./preload.cjs"],
  }),
  cjs(
    "a load hook",
    `${prelude} registerHooks({
        load(url, c, n) {
          console.log(short(url), c.format, c.conditions, c.importAttributes); const a = n(url, c);
          console.log(Object.keys(a), a.format, typeof a.source); return a } }); ${loads}`,
  ),
  cjs(
    "a load hook that changes sources",
    `${prelude} registerHooks({
        load(url, c, n) {
          const a = n(url, c);
          return url.endsWith('f.js') ? { ...a, source: 'module.exports = "changed"' } : a }
      }); console.log(require('./f'));`,
  ),
  cjs(
    "a resolve hook that short-circuits",
    `${prelude} registerHooks({
        resolve: (s, c, n) => s === 'v:one' ? {
          url: s, format: 'commonjs', shortCircuit: true } : n(s, c), load: (u, c, n) => u === 'v:one' ? {
          source: 'module.exports = module.id', format: 'commonjs', shortCircuit: true } : n(u, c) });
      console.log(require('v:one'), require('v:one'));
      import('v:one').then((m) => console.log(m.default), (e) => console.log(e.code, e.message));`,
  ),
  cjs(
    "a resolve hook that short-circuits to a file",
    `${prelude} registerHooks({
        resolve: (s, c, n) => s === 'mine' ? {
          url: 'file://' + __dirname + '/a.cjs', shortCircuit: true } : n(s, c) });
      console.log(require('mine').file, require.cache[__dirname + '/a.cjs'].id);
      import('mine').then((m) => console.log(m.default.a));`,
  ),
  cjs(
    "a resolve hook that asks for something else",
    `${prelude} registerHooks({ resolve: (s, c, n) => n(s === 'other' ? './a.cjs' : s, c) });
      console.log(require('other').a); try { require('absent') } catch (e) { console.log(e.message) }`,
  ),
  cjs(
    "a resolve hook with conditions of its own",
    `${prelude} registerHooks({
        resolve: (s, c, n) => n(s, { ...c, conditions: [...c.conditions, 'custom'] }) });
      console.log(require('conditional'));`,
  ),
  cjs(
    "a resolve hook with conditions of its own and a replaced resolver",
    `${prelude} const M = require('node:module'); const real = M._resolveFilename;
      M._resolveFilename = function (...args) {
        console.log([...args[3].conditions]); return real.apply(this, args) };
      registerHooks({ resolve: (s, c, n) => n(s, { ...c, conditions: [...c.conditions, 'custom'] }) });
      console.log(require('conditional'));`,
  ),
  cjs(
    "a resolve hook and a replaced resolver",
    `${prelude} const M = require('node:module'); const real = M._resolveFilename;
      M._resolveFilename = function (...args) {
        console.log(args.length, args[3] && Object.keys(args[3])); return real.apply(this, args) };
      registerHooks({ resolve: (s, c, n) => n(s, c) }); console.log(require('conditional'));`,
  ),
  cjs(
    "a resolve hook that gives less to the next",
    `${prelude} registerHooks({ resolve: (s, c, n) => n(s) });
      registerHooks({ resolve: (s, c, n) => n(s, {}) });
      console.log(require('./a.cjs').a, require('conditional'));
      import('conditional').then((m) => console.log(m.default));`,
  ),
  cjs(
    "a resolve hook that gives another parent",
    `${prelude} registerHooks({
        resolve: (s, c, n) => n(s, { ...c, parentURL: 'file://' + __dirname + '/other/x.mjs' }) });
      console.log(require('plain')); import('plain').then((m) => console.log(m.default));`,
  ),
  cjs(
    "a resolve hook that throws",
    `${prelude} registerHooks({
        resolve(s, c, n) { if (s === 'bad') throw new TypeError('mine'); return n(s, c) } });
      try { require('bad') } catch (e) { console.log(e.stack) }
      import('bad').catch((e) => console.log(e.stack));`,
  ),
  cjs(
    "a resolve hook that catches",
    `${prelude} registerHooks({
        resolve(s, c, n) {
          try { return n(s, c) }
          catch (e) { console.log(e.stack); return { url: 'node:fs', shortCircuit: true } } }
      });
      console.log(typeof require('absent').readFileSync);
      import('absent').then((m) => console.log(typeof m.readFileSync));`,
  ),
  cjs(
    "invalid answers",
    `${prelude} for (const answer of [null, undefined, {}, { url: 1 }, { url: 'node:fs' }, {
        url: 'not a url', shortCircuit: true }, Promise.resolve()]) {
        const h = registerHooks({ resolve: (s, c, n) => s === 'x' ? answer : n(s, c) });
        try { console.log(typeof require('x')) } catch (e) { console.log(e.code, e.message) }
        h.deregister() }`,
  ),
  cjs(
    "errors through two hooks",
    `${prelude} registerHooks({ resolve: function first(s, c, n) { return n(s, c) } });
      registerHooks({ resolve: function second(s, c, n) { return n(s, c) } });
      for (const f of [require, require.resolve]) try { f('absent') } catch (e) { console.log(e.stack) }
      import('absent').catch((e) => console.log(e.stack));`,
  ),
  cjs(
    "errors through two hooks, with short stacks",
    `${prelude} registerHooks({ resolve: function first(s, c, n) { return n(s, c) } });
      registerHooks({ resolve: function second(s, c, n) { return n(s, c) } });
      (async () => {
        for (const limit of [0, 1, 2, 4, 6, 8, 9, 10, 11, 12, 20]) {
          Error.stackTraceLimit = limit;
          for (const f of [require, require.resolve]) try { f('absent') }
          catch (e) { console.log(limit, e.stack) }
          await import('absent').catch((e) => console.log(limit, e.stack)) } })();`,
  ),
  cjs(
    "hooks taken away",
    `${prelude} const h = registerHooks({ resolve(s, c, n) { console.log('asked', s); return n(s, c) } });
      require('./a.cjs'); h.deregister(); require('./f'); h.deregister();
      console.log(Object.keys(h), Object.isFrozen(h));`,
  ),
  cjs(
    "invalid hooks",
    `${prelude} for (const hooks of [{}, { resolve: 1 }, { load: 'x' }, null, undefined]) try {
        console.log(typeof registerHooks(hooks)) } catch (e) { console.log(e.code ?? e.name, e.message) }`,
  ),
  cjs(
    "a hook that requires",
    `${prelude} registerHooks({
        resolve(s, c, n) { if (s === './a.cjs') console.log(require('./f')); return n(s, c) } });
      console.log(require('./a.cjs').a);`,
  ),
  cjs(
    "hooks and require.resolve",
    `${prelude} registerHooks({ resolve(s, c, n) { console.log(s, c.conditions); return n(s, c) } });
      console.log(require.resolve('./a.cjs'), require.resolve('plain', { paths: [__dirname + '/other'] }));`,
  ),
  cjs(
    "built-ins a load hook sees",
    `${prelude} registerHooks({
        load(url, c, n) { console.log(url.startsWith('node:') ? url : 'file', c.format); return n(url, c) }
      }); require('fs'); require('node:os'); import('node:fs');`,
  ),
  mjs(
    "hooks in an ES module",
    `import { registerHooks } from 'node:module'; const short = (u) => u?.split('/').pop();
      registerHooks({
        resolve(s, c, n) {
          const a = n(s, c); console.log(s, short(c.parentURL), c.conditions, short(a.url), a.format);
          return a }, load(u, c, n) { console.log(short(u), c.format); return n(u, c) }
      });
      await import('./imports-cjs.mjs'); await import('esm');
      await import('absent').catch((e) => console.log(e.stack));
      try { import.meta.resolve('absent') } catch (e) { console.log(e.stack) }
      console.log(short(import.meta.resolve('plain')));`,
  ),
  mjs(
    "module.register",
    `import { register } from 'node:module'; register('./async-hooks.mjs', import.meta.url);
      console.log((await import('virtual:one')).default, (await import('./b.cjs')).default,
        (await import('esm')).again);
      await import('absent').catch((e) => console.log(e.code, e.message));
      console.log(import.meta.resolve('plain').split('/').pop());`,
    { flags: ["--no-warnings"] },
  ),
  mjs(
    "module.register, then registerHooks",
    `import { register, registerHooks } from 'node:module'; register('./async-hooks.mjs', import.meta.url);
      registerHooks({ resolve(s, c, n) { console.log(s); return n(s, c) } });
      console.log((await import('virtual:one')).default);`,
    { flags: ["--no-warnings"] },
  ),
  mjs(
    "--experimental-loader",
    "console.log((await import('virtual:one')).default, (await import('./a.cjs')).default.a);",
    {
      flags: ["--no-warnings", "--experimental-loader", "./async-hooks.mjs"],
    },
  ),
  cjs(
    "module.register in CommonJS",
    `require('node:module').register('./async-hooks.mjs', 'file://' + __filename);
      import('virtual:one').then((m) => console.log(m.default, require('./a.cjs').a));`,
    { flags: ["--no-warnings"] },
  ),
];
