import { copy, type Kind } from "./kind.ts";

const cjs = "module.exports = __filename;";
const esm = "export default import.meta.url;";

export const packageKinds: readonly Kind[] = [
  {
    name: "exports-conditions",
    files: {
      "index.mjs":
        "import 'a'; import { createRequire } from 'node:module'; createRequire(import.meta.url)('a');",
      ...copy("a", {
        exports: {
          browser: "./browser.js",
          node: { import: "./import.mjs", require: "./require.js" },
          default: "./index.js",
        },
      }),
      "node_modules/a/import.mjs": esm,
      "node_modules/a/require.js": cjs,
    },
  },
  {
    name: "exports-patterns",
    files: {
      "index.js":
        "require('a/lib/x'); require('a/lib/deep/y'); require('a/data/z.json'); require('a/package.json');",
      ...copy("a", {
        exports: {
          "./lib/*": "./src/*.js",
          "./data/*.json": "./src/*.json",
          "./package.json": "./package.json",
        },
      }),
      "node_modules/a/src/x.js": cjs,
      "node_modules/a/src/deep/y.js": cjs,
      "node_modules/a/src/z.json": {},
    },
  },
  {
    name: "exports-fallbacks",
    files: {
      "index.js": `require("a"); require("b");
for (const name of ["hidden"]) { try { require("a/inner.js"); } catch {} }`,
      ...copy("a", {
        exports: { ".": ["not-valid", { import: "./absent.mjs" }, "./index.js"], "./inner.js": null },
      }),
      ...copy("b", { exports: "./b.js" }),
      "node_modules/b/b.js": cjs,
    },
  },
  {
    name: "module-sync",
    files: {
      "index.mjs":
        "import 'a'; import { createRequire } from 'node:module'; createRequire(import.meta.url)('a');",
      ...copy("a", {
        exports: { "module-sync": "./sync.mjs", import: "./import.mjs", default: "./index.js" },
      }),
      "node_modules/a/sync.mjs": esm,
      "node_modules/a/import.mjs": esm,
    },
  },
  {
    name: "imports-field",
    files: {
      "package.json": {
        name: "imports-field",
        imports: { "#a": "./a.js", "#lib/*": "./lib/*.js", "#b": { node: "b", default: "./a.js" } },
      },
      "index.js": "require('#a'); require('#lib/x'); require('#b'); import('#a');",
      "a.js": cjs,
      "lib/x.js": cjs,
      ...copy("b"),
    },
  },
  {
    name: "self-reference",
    files: {
      "package.json": { name: "myself", exports: { ".": "./index.js", "./lib": "./lib.js" } },
      "index.js": "require('myself/lib'); import('myself/lib');",
      "lib.js": cjs,
      ...copy("myself"),
    },
  },
  {
    name: "type-module",
    files: {
      "package.json": { type: "module" },
      "index.js": "import './a.js'; import './b.cjs'; import pkg from './c/d.js'; export default pkg;",
      "a.js": esm,
      "b.cjs": cjs,
      "c/package.json": { type: "commonjs" },
      "c/d.js": cjs,
    },
  },
  {
    name: "nested-versions",
    files: {
      "index.js": "require('a'); require('b');",
      ...copy("a"),
      "node_modules/a/index.js": "module.exports = require('b');",
      ...copy("b", {}, "node_modules/a/node_modules"),
      ...copy("b", { version: "2.0.0" }),
    },
  },
  {
    name: "pnpm-links",
    files: {
      "index.js": "require('a');",
      ...copy("a", {}, "node_modules/.pnpm/a@1.0.0/node_modules"),
      "node_modules/.pnpm/a@1.0.0/node_modules/a/index.js": "module.exports = require('b');",
      ...copy("b", {}, "node_modules/.pnpm/b@1.0.0/node_modules"),
    },
    links: {
      "node_modules/a": ".pnpm/a@1.0.0/node_modules/a",
      "node_modules/.pnpm/a@1.0.0/node_modules/b": "../../b@1.0.0/node_modules/b",
    },
  },
  {
    name: "workspace-links",
    files: {
      "index.mjs": "import 'shared'; import 'shared/extra';",
      "packages/shared/package.json": {
        name: "shared",
        exports: { ".": "./main.mjs", "./extra": "./extra.mjs" },
      },
      "packages/shared/main.mjs": "import 'dep'; import './extra.mjs';",
      "packages/shared/extra.mjs": esm,
      ...copy("dep"),
    },
    links: { "node_modules/shared": "../packages/shared" },
  },
  {
    name: "of-the-layer",
    files: {
      "index.mjs": `import "only-in-layer"; import "in-both"; import "of-runtime";
import { createRequire } from "node:module"; const require = createRequire(import.meta.url);
require("only-in-layer"); require("in-both"); require("of-runtime"); require("of-this-node");`,
      ...copy("in-both"),
    },
  },
];

/** In /opt/nodejs, for the kind `of-the-layer`. */
export const kindsLayer = {
  ...copy(
    "only-in-layer",
    { exports: { import: "./index.mjs", default: "./index.js" } },
    "nodejs/node_modules",
  ),
  "nodejs/node_modules/only-in-layer/index.mjs": "import 'in-both';",
  ...copy("in-both", { version: "2.0.0" }, "nodejs/node_modules"),
  ...copy("of-this-node", {}, `nodejs/node${Number.parseInt(process.versions.node, 10)}/node_modules`),
};

/** In /var/runtime, for the kind `of-the-layer`. */
export const kindsRuntime = copy("of-runtime");
