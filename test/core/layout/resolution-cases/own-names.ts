/** Names that the importer's own package.json gives: `imports`, and the package's own. */
import { json, pkg } from "../../support/tree.ts";
import {
  a1,
  a2,
  a3,
  esm,
  esmHandler,
  handler,
  imported,
  own,
  type ResolutionCase,
  required,
} from "./resolution-case.ts";

export const ownNames: readonly ResolutionCase[] = [
  required(
    "imports: a package by its own name for it, never from NODE_PATH",
    {
      function: { ...pkg("app", "1.0.0", { imports: { "#dep": "a" } }), "node_modules/a": a1 },
      layers: [{ "nodejs/node_modules/a": a2 }],
      runtime: { "node_modules/a": a3 },
    },
    "#dep",
  ),
  required(
    "imports: by condition and pattern, as import looks it up",
    {
      function: {
        ...pkg("app", "1.0.0", { imports: { "#lib/*": { import: "./gone.mjs", require: "a/lib/*.js" } } }),
        "node_modules/a": { ...a1, "lib/x.js": "" },
      },
      elsewhere: { "var/node_modules/a": { ...a2, "lib/x.js": "" } },
    },
    "#lib/x",
  ),
  imported(
    "imports by an ES module",
    {
      function: {
        "src/package.json": json({ name: "src", imports: { "#dep": { import: "a", default: "b" } } }),
        "src/index.mjs": esm,
        "src/node_modules/a": a1,
        "node_modules/a": a2,
      },
    },
    "#dep",
    "/var/task/src/index.mjs",
  ),
  own(
    "require",
    "imports: a file of its own",
    {
      function: pkg("app", "1.0.0", { imports: { "#x": "./index.js" } }),
      layers: [{ "nodejs/node_modules/a": a2 }],
    },
    "#x",
    handler,
  ),
  own(
    "require",
    "self-reference",
    {
      function: {
        "node_modules/a": pkg(
          "a",
          "1.0.0",
          { exports: { ".": "./index.js", "./x": "./x.js" } },
          { "x.js": "" },
        ),
      },
      layers: [{ "nodejs/node_modules/a": a2 }],
    },
    "a/x",
    "/var/task/node_modules/a/index.js",
  ),
  own(
    "import",
    "self-reference by an ES module of the function",
    {
      function: { ...pkg("app", "1.0.0", { exports: { ".": "./index.mjs" } }), "index.mjs": esm },
      layers: [{ "nodejs/node_modules/app": pkg("app", "2.0.0") }],
    },
    "app",
    esmHandler,
  ),
];
