/** The node_modules folders above the importer, and the package's name in them. */
import { pkg } from "../../support/tree.ts";
import { a1, a2, a3, esm, imported, type ResolutionCase, required } from "./resolution-case.ts";

export const nodeModules: readonly ResolutionCase[] = [
  required(
    "nested node_modules",
    {
      function: { node_modules: { b: { ...pkg("b", "1.0.0"), "node_modules/a": a2 }, a: a1 } },
      layers: [{ "nodejs/node_modules/a": a3 }],
    },
    "a",
    "/var/task/node_modules/b/index.js",
  ),
  required(
    "scoped",
    { function: { "index.js": "", "node_modules/@s/a": a1 }, layers: [{ "nodejs/node_modules/@s/a": a2 }] },
    "@s/a",
  ),
  required(
    "scope folder without the package",
    { function: { "index.js": "", "node_modules/@s/b": a1 }, layers: [{ "nodejs/node_modules/@s/a": a2 }] },
    "@s/a",
  ),
  required(
    "above the root",
    {
      function: { "index.js": "" },
      elsewhere: { "var/node_modules/a": a1 },
      layers: [{ "nodejs/node_modules/a": a2 }],
    },
    "a",
  ),
  imported(
    "import takes the parents' copies",
    { function: { "index.mjs": esm, "src/index.mjs": esm, "src/node_modules/a": a1, "node_modules/a": a2 } },
    "a",
    "/var/task/src/index.mjs",
  ),
  imported(
    "import stops at a folder without an entry",
    {
      function: {
        "src/a/index.mjs": esm,
        "src/a/node_modules/a": a1,
        "src/node_modules/a": { "README.md": "" },
        "node_modules/a": a3,
      },
    },
    "a",
    "/var/task/src/a/index.mjs",
  ),
  required(
    "scoped, nested below scoped",
    {
      function: {
        "node_modules/@s": {
          a: pkg("@s/a", "1.0.0"),
          b: { ...pkg("@s/b", "1.0.0"), "node_modules/@s/a": pkg("@s/a", "2.0.0") },
        },
      },
      layers: [{ "nodejs/node_modules/@s/a": pkg("@s/a", "3.0.0") }],
    },
    "@s/a",
    "/var/task/node_modules/@s/b/index.js",
  ),
  required(
    "another letter case is another package",
    {
      function: { "index.js": "", "node_modules/A": pkg("A", "1.0.0") },
      layers: [{ "nodejs/node_modules/a": a2 }],
    },
    "a",
  ),
  required(
    "a dot in the name",
    {
      function: { "index.js": "", "node_modules/a.js": pkg("a.js", "1.0.0") },
      layers: [{ "nodejs/node_modules/a.js": pkg("a.js", "2.0.0") }],
    },
    "a.js",
  ),
  imported(
    "import takes the folder without the subpath and stops",
    {
      function: {
        "src/a/index.mjs": esm,
        "src/a/node_modules/a": { ...a1, "x.js": "" },
        "src/node_modules/a": a2,
        "node_modules/a": { ...a3, "x.js": "" },
      },
    },
    "a/x.js",
    "/var/task/src/a/index.mjs",
  ),
  imported(
    "import past a file of the package's name",
    { function: { "src/index.mjs": esm, "src/node_modules/a.js": "", "node_modules/a": a2 } },
    "a",
    "/var/task/src/index.mjs",
  ),
];
