/** ES modules: static and dynamic imports, and what they may import. */
import { cjs, mjs } from "../experiment.ts";

const attempt = `const attempt = (p) => p.then((m) => [Object.keys(m), m.default],
      (e) => e?.code + ' ' + (e?.message ?? e));`;

export const experiments = [
  mjs(
    "static imports",
    `import m, { named } from './m.mjs'; import * as all from './m.mjs'; import plain from 'plain';
      import { some } from 'some'; console.log(m, named, all, plain, some);`,
  ),
  mjs(
    "the order of evaluation",
    `import './awaits.mjs'; import './a.cjs'; console.log('main'); await 1; console.log('after');
      import esm, { again } from 'esm'; console.log(esm, again);`,
  ),
  mjs("a circle", "import { a } from './cycle-a.mjs'; console.log(a);"),
  mjs(
    "a circle entered from its other end",
    `${attempt} console.log(await attempt(import('./cycle-b.mjs')));`,
  ),
  mjs(
    "dynamic imports",
    `${attempt} for (const id of ['./m.mjs', 'plain', 'dual', 'esm', 'fs', 'node:fs', '#own', 'self', '#out',
        './imports-cjs.mjs']) console.log(id, (await attempt(import(id)))[1]);`,
  ),
  mjs(
    "what cannot be imported",
    `${attempt} for (const id of ['absent', './absent.mjs', 'some/no', 'some/bad', 'some/gone', 'some/other',
        'node:nope', '#none', '#bad', 'self/gone', './folder', './f', './text.odd', './data.json',
        './bad.json', 'http://a/b', 'bad:x', '', './a%2Fb', 'broken', 'no-main', './throws.mjs',
        './throws.cjs', './syntax.mjs', './missing-name.mjs', './missing-name-cjs.mjs', './needs-absent.mjs',
        './needs-absent.cjs', './throws-value.cjs', './dangling.cjs']) console.log(id,
        await attempt(import(id)));`,
  ),
  mjs(
    "queries and fragments make modules of their own",
    `const [a, b, c,
        d] = await Promise.all([import('./m.mjs'), import('./m.mjs?1'), import('./m.mjs#2'),
        import('./m.mjs')]); console.log(a === b, a === c, a === d);`,
  ),
  mjs(
    "CommonJS with a query",
    `const a = await import('./a.cjs'); const b = await import('./a.cjs?1');
      console.log(a === b, a.default === b.default, a.default.file);`,
  ),
  mjs(
    "file URLs and paths",
    `${attempt} import { pathToFileURL } from 'node:url';
      console.log(await attempt(import(pathToFileURL(import.meta.dirname + '/m.mjs'))),
        await attempt(import(import.meta.dirname + '/m.mjs')),
        await attempt(import(pathToFileURL(import.meta.dirname).href + '/./x/../m.mjs')));`,
  ),
  mjs(
    "data URLs",
    `${attempt} console.log(await attempt(import('data:text/javascript,export default 1')),
        await attempt(import('data:application/json,[1]', { with: { type: 'json' } })),
        await attempt(import('data:text/javascript,import "./m.mjs"')),
        await attempt(import('data:text/javascript,import "node:fs"; export default import.meta.url')),
        await attempt(import('data:text/plain,x')));`,
  ),
  mjs(
    "blob URLs",
    `${attempt} console.log(await attempt(import(URL.createObjectURL(new Blob(['export default 1'], {
        type: 'text/javascript' })).replace(/[^:]*$/, 'x'))));`,
  ),
  mjs(
    "JSON",
    `${attempt} import data from './data.json' with { type: 'json' };
      console.log(data, await attempt(import('./data.json')),
        await attempt(import('./data.json', { with: { type: 'json' } })),
        await attempt(import('./m.mjs', { with: { type: 'json' } })),
        await attempt(import('./data.json', { with: { type: 'x' } })),
        await attempt(import('./bad.json', { with: { type: 'json' } })));`,
  ),
  mjs("WebAssembly", `${attempt} console.log(await attempt(import('./empty.wasm')));`, {
    flags: ["--experimental-wasm-modules", "--no-warnings"],
  }),
  mjs(
    "CommonJS below an ES module",
    `import a from './a.cjs'; import b from './b.cjs'; import { createRequire } from 'node:module';
      console.log(a, b, createRequire(import.meta.url)('./a.cjs') === a,
        Object.keys(createRequire(import.meta.url).cache));`,
  ),
  mjs(
    "CommonJS that throws, twice",
    `${attempt} console.log(await attempt(import('./throws.cjs')), await attempt(import('./throws.cjs')));`,
  ),
  cjs(
    "imports in CommonJS",
    `${attempt} (async () => {
        for (const id of ['./m.mjs', './a.cjs', 'plain', 'dual', 'absent', './absent.mjs',
          './throws.mjs']) console.log(id, await attempt(import(id))) })();`,
  ),
  cjs(
    "an import of itself",
    `import(__filename)
        .then((m) => console.log(m.default === module.exports, Object.keys(require.cache).length));`,
  ),
  cjs(
    "the order of imports and requires",
    `const log = []; import('./m.mjs').then(() => log.push('import')); require('./a.cjs');
      log.push('require'); queueMicrotask(() => log.push('micro'));
      setImmediate(() => setImmediate(() => console.log(log)));`,
  ),
  cjs(
    "a module that is required and imported",
    "const r = require('./m.mjs'); import('./m.mjs').then((m) => console.log(m === r, m.default));",
    { flags: ["--no-warnings"] },
  ),
  cjs("an import that fails, and no one catches", "import('absent');"),
  mjs("a static import that fails", "import 'absent'; console.log('never');"),
  mjs("a static import of a missing name", "import './missing-name.mjs'; console.log('never');"),
  mjs(
    "a static import of a missing name of CommonJS",
    "import './missing-name-cjs.mjs'; console.log('never');",
  ),
  mjs("top-level await that never ends", "await new Promise(() => {});"),
  mjs(
    "links are followed",
    "import link from './other/link.cjs'; console.log(link, import.meta.resolve('./other/link.cjs'));",
  ),
  mjs(
    "links are kept",
    "import link from './other/link.cjs'; console.log(link, import.meta.resolve('./other/link.cjs'));",
    {
      flags: ["--preserve-symlinks"],
    },
  ),
  mjs(
    "conditions of the command line",
    "console.log((await import('conditional')).default, (await import('dual')).default);",
    {
      flags: ["--conditions=custom", "-C", "browser"],
    },
  ),
  mjs(
    "many imports at the same time",
    "console.log((await Promise.all(Array.from({ length: 200 }, (_, i) => import('./m.mjs?' + i)))).length);",
  ),
  mjs("deferred phases", `${attempt} console.log(typeof (await attempt(import('./m.mjs'))));`),
];
