/**
 * Members of `Module` as tools replace them: what they are called with, how often, and what comes of what
 * they answer.
 */
import { cjs, mjs } from "../experiment.ts";

const prelude = "const M = require('node:module'); const say = (...words) => console.log(...words);";
const loads = `require('fs'); require('node:fs'); require('./a.cjs'); require('./a.cjs'); require('plain');
    require.resolve('./f'); require.resolve('./f', { paths: [__dirname] });
    try { require('absent') } catch (e) { say(e.code) }
    try { require.resolve('absent') } catch (e) { say(e.code) }`;
const own = (name: string): string =>
  `${prelude} const real = M.${name};
    M.${name} = function (...args) {
      say(this === M, args.length, args[0], args[1]?.id, args[2], args[3] && Object.keys(args[3]));
      return Reflect.apply(real, this, args) };`;

export const experiments = [
  cjs(
    "_resolveFilename: its arguments by require",
    `${own("_resolveFilename")} require('fs'); require('node:fs'); require('./a.cjs'); require('plain');
      try { require('absent') } catch (e) { say(e.code) }`,
  ),
  cjs(
    "_resolveFilename: its arguments by require.resolve",
    `${own("_resolveFilename")} require.resolve('./f');`,
  ),
  cjs(
    "_resolveFilename: its arguments by require.resolve with paths",
    `${own("_resolveFilename")} say(require.resolve('./f', { paths: [__dirname] }));`,
  ),
  cjs(
    "_resolveFilename: one that refuses unknown options",
    `${prelude} const real = M._resolveFilename;
      M._resolveFilename = function (r, p, m, o) {
        const unknown = Object.keys(o ?? {}).filter((k) => k !== 'paths');
        if (unknown.length) throw new Error('unsupported ' + unknown); return real.call(this, r, p, m, o) };
      say(require('./a.cjs').a, require('dual'),
        require.resolve('plain', { paths: [__dirname + '/other'] }));`,
    { flags: ["--no-warnings"] },
  ),
  cjs(
    "_resolveFilename: replaced again and again",
    `${prelude} const real = M._resolveFilename;
      for (let i = 0; i < 3; i++) {
        const inner = M._resolveFilename;
        M._resolveFilename = function (...args) {
          say(i, args.length, args[3]); return inner.apply(this, args) }
      } require('./a.cjs'); say(M._resolveFilename === real); M._resolveFilename = real; require('./f');`,
  ),
  cjs(
    "_resolveFilename: replaced while it runs",
    `${prelude} const real = M._resolveFilename;
      M._resolveFilename = function (...args) {
        M._resolveFilename = real; say('once', args[3]); return real.apply(this, args) };
      require('./a.cjs'); require('./f'); say(M._resolveFilename === real);`,
  ),
  cjs(
    "_resolveFilename: what it finds in its own place",
    `${prelude} const real = M._resolveFilename;
      const mine = function (...args) {
        say(M._resolveFilename === mine, M._resolveFilename.name); return real.apply(this, args) };
      M._resolveFilename = mine; require('./a.cjs');
      say(M._resolveFilename === mine, Object.getOwnPropertyDescriptor(M, '_resolveFilename').enumerable);`,
  ),
  cjs(
    "_resolveFilename: as an accessor",
    `${prelude} const real = M._resolveFilename;
      Object.defineProperty(M, '_resolveFilename', {
        get: () => (...args) => {
          say(args.length, args[3]); return real.apply(M, args) }, set() {}, configurable: true });
      require('./a.cjs'); say(typeof Object.getOwnPropertyDescriptor(M, '_resolveFilename').get);`,
  ),
  cjs(
    "_resolveFilename: one that cannot be replaced again",
    `${prelude} const real = M._resolveFilename;
      Object.defineProperty(M, '_resolveFilename', { value: (...args) => real.apply(M, args) });
      Object.freeze(M); require('./a.cjs'); say(require('plain').plain);`,
  ),
  cjs(
    "_resolveFilename: one that throws",
    `${prelude} const error = new Error('mine'); error.code = 'MINE';
      M._resolveFilename = () => { throw error };
      try { require('./a.cjs') } catch (e) { say(e === error, e.code, e.stack) }`,
  ),
  cjs(
    "_resolveFilename: one that throws a value and not an error",
    `${prelude} for (const value of ['text', null, undefined, 1, Object.freeze(new Error('frozen'))]) {
        M._resolveFilename = () => { throw value }; try { require('./a.cjs') } catch (e) { say(e === value) }
      }`,
  ),
  cjs(
    "_resolveFilename: one that answers something else",
    `${prelude} const real = M._resolveFilename;
      M._resolveFilename = function (r, ...rest) {
        return r === 'mine' ? __dirname + '/a.cjs' : r === 'fs2' ? 'fs' : real.call(this, r, ...rest) };
      say(require('mine').a, typeof require('fs2').readFileSync, require.resolve('mine'),
        require.cache[__dirname + '/a.cjs'].id);`,
  ),
  cjs(
    "_resolveFilename: answers that are not paths",
    `${prelude} M._extensions['.virtual'] = (module, name) => { module.exports = name };
      const real = M._resolveFilename;
      M._resolveFilename = function (r, ...rest) {
        return r.startsWith('v:') ? r + '.virtual' : real.call(this, r, ...rest) };
      say(require('v:one'), require('v:two three'), Object.keys(require.cache).slice(1));`,
  ),
  cjs(
    "_resolveFilename: answers with odd characters",
    `${prelude} M._extensions['.v'] = (module, name) => { module.exports = name };
      M._resolveFilename = (r) => r;
      for (const name of ['/a b.v', '/a%20b.v', '/a#b.v', '/a?b.v', '/ä.v', '/a\\\\b.v',
        '/a:b.v']) say(require(name));`,
  ),
  cjs(
    "_resolveFilename: answers that are not in normal form",
    `${prelude} M._extensions['.v'] = (module, name) => { module.exports = name };
      M._resolveFilename = (r) => r;
      for (const name of ['/a/../b.v', '/a/./b.v', '/a//b.v']) say(require(name));`,
  ),
  cjs(
    "_resolveFilename: a stack it takes",
    `${prelude} const real = M._resolveFilename;
      M._resolveFilename = function (...args) {
        const { stack } = new Error('x'); say(stack.split('\\n').filter((line) => line.includes('main-')));
        return real.apply(this, args) }; require('./a.cjs');`,
  ),
  cjs(
    "_resolveFilename: called by the program",
    `${prelude} say(M._resolveFilename('./a.cjs', module), M._resolveFilename('plain', module, false),
        M._resolveFilename('plain', module, false, { paths: [__dirname + '/other'] }),
        M._resolveFilename('fs'), M._resolveFilename.length);
      try { M._resolveFilename('absent', module) } catch (e) { say(e.stack) }`,
  ),
  cjs("_load: its arguments", `${own("_load")} ${loads}`),
  cjs(
    "_load: a mock",
    `${prelude} const real = M._load;
      M._load = function (r, ...rest) { return r === 'absent' ? 'mock' : real.call(this, r, ...rest) };
      say(require('absent'), require('./a.cjs').a);`,
  ),
  cjs(
    "_load: called by the program",
    `${prelude} say(M._load('./a.cjs', module, false).a, typeof M._load('fs', null, false),
        M._load(__dirname + '/f.js', null).length);`,
  ),
  cjs(
    "_findPath: its arguments",
    `${prelude} const real = M._findPath;
      M._findPath = function (...args) {
        say(args.length, args[0], args[1]?.slice(0, 2), args[2], args[3] && [...args[3]]);
        return real.apply(this, args) }; ${loads}`,
  ),
  cjs(
    "_nodeModulePaths and _resolveLookupPaths",
    `${prelude} for (const name of ['_nodeModulePaths', '_resolveLookupPaths']) {
        const real = M[name];
        M[name] = function (...args) { say(name, args.length, args[0]); return real.apply(this, args) } }
      ${loads}`,
  ),
  cjs(
    "_extensions: a handler of its own",
    `${prelude} M._extensions['.odd'] = (module, name) => { module.exports = [name, module.id] };
      say(require('./text.odd'), require('./text'), Object.keys(M._extensions),
        require.extensions === M._extensions);`,
  ),
  cjs(
    "_extensions: .js and .json replaced",
    `${prelude} for (const x of ['.js', '.json']) {
        const real = M._extensions[x];
        M._extensions[x] = function (...args) {
          say(x, args.length, this === M._extensions); return real.apply(this, args) }
      } require('./f'); require('./a.cjs'); require('./data'); require('plain');`,
  ),
  cjs(
    "_extensions: another object instead",
    `${prelude} const before = M._extensions;
      M._extensions = { ...before, '.odd': (module) => { module.exports = 'odd' } };
      say(require('./text.odd'), require('./f'), M._extensions === before, require.extensions === before);
      const { extensions } = M.createRequire(__filename); say(extensions === M._extensions);`,
  ),
  cjs(
    "_extensions: what is there",
    `${prelude} say(Object.keys(M).filter((name) => name !== 'default'), M._extensions['.js'].length,
        Object.getPrototypeOf(M._extensions));`,
  ),
  cjs("_extensions: its property", `${prelude} say(Object.getOwnPropertyDescriptor(M, '_extensions'));`),
  cjs(
    "_cache and _pathCache replaced",
    `${prelude} require('./a.cjs'); M._cache = {}; M._pathCache = {};
      say(require('./a.cjs').a, Object.keys(M._cache).length, Object.keys(require.cache).length);`,
  ),
  cjs(
    "_cache as a proxy",
    `${prelude} const asked = [];
      M._cache = new Proxy(M._cache, {
        get: (t, k) => (asked.push(String(k)), t[k]),
        has: (t, k) => (asked.push('has ' + String(k)), k in t) });
      require('./a.cjs'); require('./a.cjs'); require.resolve('./f'); say(asked);`,
  ),
  cjs(
    "wrap and wrapper",
    `${prelude} say(M.wrap('x'), M.wrapper); const real = M.wrap;
      M.wrap = (source) => real('console.log("wrapped");' + source); require('./a.cjs');`,
  ),
  cjs(
    "Module.prototype.require",
    `${prelude} const real = M.prototype.require;
      M.prototype.require = function (id) {
        say(id, this.id, arguments.length); return real.apply(this, arguments) }; ${loads}`,
  ),
  cjs(
    "Module.prototype.load and _compile",
    `${prelude} for (const name of ['load', '_compile']) {
        const real = M.prototype[name];
        M.prototype[name] = function (...args) {
          say(name, args.length, args[0].length > 200 ? 'long' : args[0]); return real.apply(this, args) }
      } ${loads}`,
  ),
  cjs(
    "Module itself",
    `${prelude} say(Object.getOwnPropertyNames(M).filter((name) => name !== '_debug'), M.name, M.length,
        M.builtinModules.length > 50, M.isBuiltin('fs'), M.globalPaths.length, M === M.Module);`,
  ),
  cjs(
    "the text of its functions",
    `${prelude} for (const name of ['_load', '_resolveFilename', '_findPath', 'wrap', 'createRequire',
        'registerHooks']) say(name, M[name].name, M[name].length, String(M[name]).length);`,
  ),
  cjs(
    "runMain",
    `${prelude} say(M.runMain.length, typeof M.preloadModule, M._initPaths.length,
        M.syncBuiltinESMExports());`,
  ),
  mjs(
    "_resolveFilename and imports",
    `import M from 'node:module'; const real = M._resolveFilename;
      M._resolveFilename = function (...args) {
        console.log(args.length, args[0], args[3]); return real.apply(this, args) };
      await import('./b.cjs'); await import('./f').catch((e) => console.log(e.message));
      await import('absent').catch((e) => console.log(e.code));`,
  ),
  mjs(
    "_load and imports",
    `import M from 'node:module'; const real = M._load;
      M._load = function (...args) { console.log(args.length, args[0]); return real.apply(this, args) };
      await import('./b.cjs'); await import('plain');`,
  ),
];
