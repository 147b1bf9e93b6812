import { copy, type Kind } from "./kind.ts";

const cjs = "module.exports = __filename;";
const esm = "export default import.meta.url;";

export const moduleKinds: readonly Kind[] = [
  {
    name: "static-imports",
    files: {
      "index.mjs": `export * from "./a.mjs"; export { default as b } from "./b.mjs"; import c from "./c.cjs";
import data from "./data.json" with { type: "json" }; import * as fs from "node:fs";
console.assert(c && data && fs);`,
      "a.mjs": "export const a = 1; import './cycle.mjs';",
      "b.mjs": esm,
      "c.cjs": "module.exports = require('./d');",
      "d.js": cjs,
      "data.json": {},
      "cycle.mjs": "import './a.mjs';",
    },
  },
  {
    name: "dynamic-imports",
    files: {
      "index.mjs": `await import("./a.mjs"); const b = import("./b.mjs"); await b; const name = "c";
await import(\`./\${name}.mjs\`); try { await import("absent"); } catch {}
export const later = async () => import("./later.mjs");`,
      "a.mjs": esm,
      "b.mjs": esm,
      "c.mjs": esm,
      "later.mjs": esm,
    },
  },
  {
    name: "addresses",
    files: {
      "index.mjs": `import { fileURLToPath, pathToFileURL } from "node:url"; import path from "node:path";
await import(new URL("./a.mjs", import.meta.url)); await import(new URL("./b.mjs", import.meta.url).href);
const here = path.dirname(fileURLToPath(import.meta.url)); await import(path.join(here, "c.mjs"));
await import(pathToFileURL(path.join(import.meta.dirname, "d.mjs")).href); await import("./e.mjs?version=1");
await import("./f%20g.mjs"); await import("data:text/javascript,export default 1");`,
      ...Object.fromEntries(["a", "b", "c", "d", "e", "f g"].map((each) => [`${each}.mjs`, esm])),
    },
  },
  {
    name: "import-meta-resolve",
    files: {
      "index.mjs": "export const found = [import.meta.resolve('a'), import.meta.resolve('./b.mjs')];",
      ...copy("a", { exports: { import: "./index.mjs", default: "./index.js" } }),
      "node_modules/a/index.mjs": esm,
      "b.mjs": esm,
    },
  },
  {
    name: "create-require",
    files: {
      "index.mjs": `import { createRequire } from "node:module"; import { createRequire as make } from "module";
import module from "node:module"; import * as all from "node:module";
const require = createRequire(import.meta.url); require("./a"); require("pkg");
make(import.meta.filename)("./b"); module.createRequire(import.meta.url)("./c");
const other = all.createRequire(new URL("./inner/x.js", import.meta.url)); other("pkg");
let late; late = createRequire(import.meta.url); late("./d");`,
      ...Object.fromEntries(["a", "b", "c", "d"].map((each) => [`${each}.js`, cjs])),
      ...copy("pkg"),
      ...copy("pkg", {}, "inner/node_modules"),
    },
  },
  {
    name: "not-create-require",
    files: {
      "index.mjs": `const createLoader = (where) => (name) => where + name; const load = createLoader("x");
load("absent"); const require = (name) => name; require("absent-too"); import "./a.mjs";`,
      "a.mjs": esm,
    },
  },
  {
    name: "top-level-await",
    files: {
      "index.mjs": `const a = await (await import("./a.mjs")).default; if (a) await import("./b.mjs");
for await (const each of [import("./c.mjs")]) console.assert(each);`,
      "a.mjs": "export default Promise.resolve(1);",
      "b.mjs": esm,
      "c.mjs": esm,
    },
  },
  {
    name: "detected-syntax",
    files: {
      "index.mjs": "try { await import('./a.js'); } catch {}",
      "a.js": "export default 1; import './b.mjs';",
      "b.mjs": esm,
    },
  },
  {
    name: "both-formats",
    files: {
      "index.mjs":
        "import a from 'a'; import { createRequire } from 'node:module'; createRequire(import.meta.url)('a'); export default a;",
      ...copy("a", {
        main: "./index.js",
        module: "./es.js",
        exports: { import: "./es.mjs", require: "./index.js" },
      }),
      "node_modules/a/es.mjs": esm,
    },
  },
  {
    name: "workers",
    files: {
      "index.mjs": `import { once } from "node:events"; import { Worker } from "node:worker_threads";
import { fork } from "node:child_process";
await once(new Worker(new URL("./a.mjs", import.meta.url)), "exit");
await once(fork(new URL("./b.cjs", import.meta.url)), "exit");`,
      "a.mjs": "import './c.mjs';",
      "b.cjs": "require('./d.cjs');",
      "c.mjs": esm,
      "d.cjs": cjs,
    },
  },
];
