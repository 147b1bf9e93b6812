/** The folder that all experiments run in: packages and files that load, and such as do not. */
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const manifest = (name: string, more: object = {}): string =>
  JSON.stringify({ name, version: "1.0.0", ...more });

/** A module of WebAssembly with nothing in it. */
const wasm = Buffer.from("0061736d01000000", "hex");

const files: Readonly<Record<string, string | Buffer>> = {
  "package.json": manifest("self", {
    exports: { ".": "./a.cjs", "./gone": "./gone.cjs" },
    imports: { "#own": "./a.cjs", "#bad": "./gone.cjs", "#out": "plain" },
  }),
  "a.cjs": "exports.a = 'a'; exports.parent = module.parent?.id; exports.file = __filename;",
  "b.cjs": "exports.early = 1; exports.c = require('./c.cjs'); exports.late = 2;",
  "c.cjs": "const b = require('./b.cjs'); exports.seen = Object.keys(b); exports.missing = b.late;",
  "f.js": "module.exports = 'f';",
  "m.mjs": "export default 'm'; export const named = 1;",
  "cycle-a.mjs": "import { b } from './cycle-b.mjs'; export const a = 'a' + b;",
  "cycle-b.mjs": "import './cycle-a.mjs'; export const b = 'b';",
  "imports-cjs.mjs": "import { a } from './a.cjs'; export default a;",
  "awaits.mjs": "await 1; export default 1;",
  "throws.cjs": "throw new RangeError('thrown');",
  "throws.mjs": "throw new RangeError('thrown');",
  "throws-value.cjs": "throw 'a text';",
  "syntax.cjs": "let let;",
  "syntax.mjs": "let let;",
  "missing-name.mjs": "import { none } from './m.mjs';",
  "missing-name-cjs.mjs": "import { none } from './a.cjs';",
  "needs-absent.cjs": "require('absent');",
  "needs-absent.mjs": "import 'absent';",
  "stack.cjs": "module.exports = () => new Error('made').stack;",
  "data.json": '{ "data": [1] }',
  "bad.json": "{ bad",
  "text.odd": "odd",
  "empty.wasm": wasm,
  "fake.node": "no native file",
  "folder/index.js": "module.exports = 'folder';",
  "empty/text.txt": "",
  "real/target.cjs": "exports.file = __filename; exports.near = require('./near.cjs');",
  "real/near.cjs": "module.exports = __filename;",
  "other/near.cjs": "module.exports = __filename;",
  "child.cjs":
    "console.log(process.execArgv.length, Object.keys(require.cache).length, require('./a.cjs').a);",
  "worker.cjs": `require('node:worker_threads').parentPort.postMessage([require('./a.cjs').a,
          Object.keys(require.cache),
        process.argv.length]);`,
  "worker.mjs": `import { parentPort } from 'node:worker_threads'; import a from './a.cjs';
      parentPort.postMessage([a.a, import.meta.url]);`,
  "preload.cjs": "globalThis.preloaded = (globalThis.preloaded ?? 0) + 1;",
  "preload.mjs": "globalThis.preloadedModule = 1;",
  "async-hooks.mjs": `export const resolve = async (specifier, context, next) =>
      specifier === "virtual:one" ? {
        url: specifier, format: "module", shortCircuit: true } : next(specifier, context);
    export const load = async (url, context, next) =>
      url === "virtual:one" ? {
        format: "module", source: "export default 1", shortCircuit: true } : next(url, context);`,
  "node_modules/plain/package.json": manifest("plain"),
  "node_modules/plain/index.js": "exports.plain = __filename;",
  "node_modules/plain/deep/file.js": "module.exports = 'deep';",
  "node_modules/some/package.json": manifest("some", {
    exports: { ".": "./index.js", "./no": null, "./bad": "bad", "./gone": "./gone.js", "./*.x": "./*.js" },
  }),
  "node_modules/some/index.js": "exports.some = __filename;",
  "node_modules/dual/package.json": manifest("dual", {
    exports: {
      "module-sync": "./sync.mjs",
      browser: "./browser.js",
      import: "./import.mjs",
      require: "./require.js",
    },
  }),
  "node_modules/dual/sync.mjs": "export default 'sync';",
  "node_modules/dual/browser.js": "module.exports = 'browser';",
  "node_modules/dual/import.mjs": "export default 'import';",
  "node_modules/dual/require.js": "module.exports = 'require';",
  "node_modules/conditional/package.json": manifest("conditional", {
    exports: { custom: "./custom.js", import: "./import.mjs", require: "./require.js" },
  }),
  "node_modules/conditional/custom.js": "module.exports = 'custom';",
  "node_modules/conditional/import.mjs": "export default 'import';",
  "node_modules/conditional/require.js": "module.exports = 'require';",
  "node_modules/esm/package.json": manifest("esm", { type: "module", exports: "./index.js" }),
  "node_modules/esm/index.js": "export default 'esm'; export { default as again } from './again.js';",
  "node_modules/esm/again.js": `import { createRequire } from 'node:module';
      export default createRequire(import.meta.url)('plain').plain;`,
  "node_modules/broken/package.json": "{",
  "node_modules/no-main/package.json": manifest("no-main", { main: "./gone.js" }),
  "node_modules/old-main/package.json": manifest("old-main", { main: "./gone.js" }),
  "node_modules/old-main/index.js": "module.exports = 'old';",
  "other/node_modules/plain/package.json": manifest("plain", { main: "other.js" }),
  "other/node_modules/plain/other.js": "exports.plain = __filename;",
};

/** Node lists a folder's extensions by what is there, so the links come last. */
export function writeTree(folder: string): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  symlinkSync("../real/target.cjs", join(folder, "other/link.cjs"));
  symlinkSync("nowhere.cjs", join(folder, "dangling.cjs"));
}
