/** `require.resolve` and `import.meta.resolve`, in all spellings. */
import { cjs, mjs } from "../experiment.ts";

const attempt =
  "const attempt = (f) => { try { return f() } catch (e) { return e.code + ' ' + e.message } };";

export const experiments = [
  cjs(
    "files, packages and built-ins",
    `for (const id of ['./a.cjs', './f', './folder', 'plain', 'some', 'fs', 'node:fs', 'node:test', '#own',
        'self', 'dual', './m.mjs', './data']) console.log(id, require.resolve(id));`,
  ),
  cjs(
    "taken out of require",
    `const { resolve } = require;
      console.log(resolve('./a.cjs'), Object.keys(require.cache).length, require('./a.cjs').a);`,
  ),
  cjs(
    "by call, apply and bind",
    `console.log(require.resolve.call(null, './a.cjs'), require.resolve.apply({}, ['./f']),
        require.resolve.bind(1, 'plain')());`,
  ),
  cjs(
    "as another object's method",
    `const o = { find: require.resolve };
      console.log(o.find('./a.cjs'), ['./f', 'plain'].map((id) => o.find(id)));`,
  ),
  cjs(
    "through createRequire",
    `const { createRequire } = require('node:module');
      const { resolve } = createRequire(__dirname + '/other/x.js');
      console.log(resolve('plain'), resolve('./near.cjs'));`,
  ),
  cjs(
    "what is missing",
    `${attempt} for (const id of ['absent', './absent', 'some/no', 'some/bad', 'some/gone', 'some/other',
        'node:nope', 'no-main', '#none', '#bad']) console.log(attempt(() => require.resolve(id)));`,
  ),
  cjs(
    "with paths",
    `${attempt} for (const paths of [[__dirname + '/other'], [], [__dirname, '/nowhere'], ['./other'],
        'other', {}, 1, null]) console.log(attempt(() => require.resolve('plain', { paths })),
        attempt(() => require.resolve('./near.cjs', { paths })));`,
  ),
  cjs(
    "with invalid options",
    `${attempt} for (const options of [undefined, null, {}, 1, 'x', [], {
        other: 1 }]) console.log(attempt(() => require.resolve('plain', options)));`,
  ),
  cjs(
    "with conditions",
    `${attempt} console.log(attempt(() => require.resolve('conditional', {
        conditions: new Set(['custom']) })),
        attempt(() => require.resolve('conditional', { conditions: new Set(['require']) })));`,
  ),
  cjs(
    "with an invalid specifier",
    `${attempt} for (const id of ['', undefined, null, 1,
        {}]) console.log(attempt(() => require.resolve(id)));`,
  ),
  cjs(
    "paths to look in",
    `${attempt} for (const id of ['plain', './a.cjs', 'fs', 'node:fs', '/a', '..',
        1]) console.log(attempt(() => require.resolve.paths(id)));`,
  ),
  cjs(
    "and then loaded",
    `require.resolve('./a.cjs'); console.log(require('./a.cjs').parent); require.resolve('./a.cjs');
      console.log(Object.keys(require.cache).length);`,
  ),
  cjs("a link", "console.log(require.resolve('./other/link.cjs'));"),
  cjs("a link that is kept", "console.log(require.resolve('./other/link.cjs'));", {
    flags: ["--preserve-symlinks"],
  }),
  mjs(
    "import.meta.resolve",
    `${attempt} for (const id of ['./a.cjs', './absent.mjs', 'plain', 'dual', 'esm', 'absent', 'some/no',
        'some/bad', 'fs', 'node:fs', 'node:nope', '#own', '#none', 'self', 'data:text/javascript,1',
        'http://a/b', './other/link.cjs', '', './a.cjs?q#h', './%61.cjs', './folder',
        './a%2Fb']) console.log(id, attempt(() => import.meta.resolve(id)));`,
  ),
  mjs(
    "import.meta.resolve with an invalid specifier",
    `${attempt} for (const id of [undefined, null, 1, {},
        Symbol.iterator]) console.log(attempt(() => import.meta.resolve(id)));`,
  ),
  mjs(
    "import.meta",
    `console.log(Object.keys(import.meta), import.meta.url, import.meta.filename, import.meta.dirname,
        import.meta.main, import.meta.resolve.name, import.meta.resolve.length);`,
  ),
  mjs(
    "createRequire in an ES module",
    `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);
      const { resolve } = require;
      console.log(resolve('dual'), require('dual').default ?? require('dual'), resolve('./a.cjs'),
        require('./a.cjs').parent);`,
    { flags: ["--no-warnings"] },
  ),
];
