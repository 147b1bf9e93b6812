import type { How } from "../../../core/journal/records.ts";
import { json, link, pkg, type Tree } from "../support/tree.ts";

/** One question that real Node and core/layout are both asked. Paths are those of Lambda; the oracle stages them below a temporary folder. */
export interface ResolutionCase {
  readonly name: string;
  readonly tree: Tree;
  readonly importer: string;
  readonly specifier: string;
  readonly how: How;
  /** Lambda's own by default. */
  readonly nodePath?: string;
}

/** What an ES module needs so that the oracle can ask in its name. */
const esm = "export const resolve = (specifier) => import.meta.resolve(specifier);";
const handler = "/var/task/index.js";
const esmHandler = "/var/task/index.mjs";

const required = (name: string, tree: Tree, specifier: string, importer = handler, nodePath?: string): ResolutionCase => {
  return { name, tree, importer, specifier, how: "require", ...(nodePath === undefined ? {} : { nodePath }) };
};
const imported = (name: string, tree: Tree, specifier: string, importer = esmHandler): ResolutionCase => ({
  name,
  tree,
  importer,
  specifier,
  how: "import",
});

const a1 = pkg("a", "1.0.0");
const a2 = pkg("a", "2.0.0");
const a3 = pkg("a", "3.0.0");

export const resolutionCases: readonly ResolutionCase[] = [
  required(
    "function, layer and runtime hold one",
    { function: { "index.js": "", "node_modules/a": a1 }, layers: [{ "nodejs/node_modules/a": a2 }], runtime: { "node_modules/a": a3 } },
    "a",
  ),
  required("only the layer", { function: { "index.js": "" }, layers: [{ "nodejs/node_modules/a": a2 }] }, "a"),
  required(
    "node22 folder before the generic one",
    { function: { "index.js": "" }, layers: [{ "nodejs/node22/node_modules/a": a1, "nodejs/node_modules/a": a2 }] },
    "a",
  ),
  required(
    "a layer's module sees its own layer first, never the function",
    {
      function: { "node_modules/a": a1 },
      layers: [{ "nodejs/node_modules": { a: a2, b: pkg("b", "1.0.0") } }],
      runtime: { "node_modules/a": a3 },
    },
    "a",
    "/opt/nodejs/node_modules/b/index.js",
  ),
  required(
    "a module in node22 walks into the generic folder by its parents",
    {
      function: {},
      layers: [{ "nodejs/node22/node_modules/b": pkg("b", "1.0.0"), "nodejs/node_modules/a": a2 }],
      runtime: { "node_modules/a": a3 },
    },
    "a",
    "/opt/nodejs/node22/node_modules/b/index.js",
  ),
  required(
    "the runtime's own module has a layer copy behind it",
    { layers: [{ "nodejs/node_modules/a": a2 }], runtime: { node_modules: { a: a3, sdk: pkg("sdk", "1.0.0") } } },
    "a",
    "/var/runtime/node_modules/sdk/index.js",
  ),
  required(
    "nested node_modules",
    { function: { node_modules: { b: { ...pkg("b", "1.0.0"), "node_modules/a": a2 }, a: a1 } }, layers: [{ "nodejs/node_modules/a": a3 }] },
    "a",
    "/var/task/node_modules/b/index.js",
  ),
  required("scoped", { function: { "index.js": "", "node_modules/@s/a": a1 }, layers: [{ "nodejs/node_modules/@s/a": a2 }] }, "@s/a"),
  required(
    "scope folder without the package",
    { function: { "index.js": "", "node_modules/@s/b": a1 }, layers: [{ "nodejs/node_modules/@s/a": a2 }] },
    "@s/a",
  ),
  required(
    "subpath",
    {
      function: { "index.js": "", "node_modules/a": { ...a1, "lib/x.js": "" } },
      layers: [{ "nodejs/node_modules/a": { ...a2, lib: { "x.js": "" } } }],
    },
    "a/lib/x",
  ),
  required(
    "subpath that the next copy lacks",
    {
      function: { "index.js": "", "node_modules/a": { ...a1, "lib/x.js": "" } },
      layers: [{ "nodejs/node_modules/a": a2 }],
      runtime: { "node_modules/a": { ...a3, "lib/x.json": "{}" } },
    },
    "a/lib/x",
  ),
  required(
    "subpath that the winner's folder lacks",
    { function: { "index.js": "", "node_modules/a": a1 }, layers: [{ "nodejs/node_modules/a": { ...a2, "lib/index.js": "" } }] },
    "a/lib",
  ),
  required(
    "subpath folder with its own package.json",
    {
      function: { "index.js": "", "node_modules/a": { ...a1, esm: { "package.json": json({ main: "m.js" }), "m.js": "" } } },
      layers: [{ "nodejs/node_modules/a": a2 }],
    },
    "a/esm",
  ),
  required(
    "an empty folder hides nothing",
    { function: { "index.js": "", "node_modules/a": { "README.md": "" } }, layers: [{ "nodejs/node_modules/a": a2 }] },
    "a",
  ),
  required(
    "main without its extension",
    {
      function: { "index.js": "", "node_modules/a": { "package.json": json({ name: "a", main: "./lib/main" }), "lib/main.js": "" } },
      layers: [{ "nodejs/node_modules/a": a2 }],
    },
    "a",
  ),
  required(
    "main is a folder",
    {
      function: { "index.js": "", "node_modules/a": { "package.json": json({ name: "a", main: "lib" }), "lib/index.js": "" } },
      layers: [{ "nodejs/node_modules/a": a2 }],
    },
    "a",
  ),
  required(
    "main is missing, index.js is there",
    {
      function: { "index.js": "", "node_modules/a": { "package.json": json({ name: "a", main: "gone.js" }), "index.js": "" } },
      layers: [{ "nodejs/node_modules/a": a2 }],
    },
    "a",
  ),
  required(
    "the next copy's main is missing for good",
    {
      function: { "index.js": "", "node_modules/a": a1 },
      layers: [{ "nodejs/node_modules/a": { "package.json": json({ name: "a", main: "gone.js" }) } }],
      runtime: { "node_modules/a": a3 },
    },
    "a",
  ),
  required(
    "a module without a folder",
    { function: { "index.js": "", "node_modules/a.js": "" }, layers: [{ "nodejs/node_modules/a": a2 }] },
    "a",
  ),
  required(
    "a module without a folder behind",
    { function: { "index.js": "", "node_modules/a": a1 }, layers: [{ "nodejs/node_modules/a.js": "" }] },
    "a",
  ),
  required(
    "exports by condition",
    {
      function: {
        "index.js": "",
        "node_modules/a": pkg("a", "1.0.0", { exports: { require: "./index.js", import: "./index.mjs" } }, { "index.mjs": "" }),
      },
      layers: [{ "nodejs/node_modules/a": a2 }],
    },
    "a",
  ),
  required(
    "the next copy exports for import only: an error, not a reason to look further",
    {
      function: { "index.js": "", "node_modules/a": a1 },
      layers: [{ "nodejs/node_modules/a": pkg("a", "2.0.0", { exports: { import: "./index.js" } }) }],
      runtime: { "node_modules/a": a3 },
    },
    "a",
  ),
  required(
    "the next copy does not export the subpath",
    {
      function: { "index.js": "", "node_modules/a": { ...a1, "x.js": "" } },
      layers: [{ "nodejs/node_modules/a": pkg("a", "2.0.0", { exports: { ".": "./index.js" } }, { "x.js": "" }) }],
      runtime: { "node_modules/a": { ...a3, "x.js": "" } },
    },
    "a/x",
  ),
  required(
    "exports by pattern",
    {
      function: { "index.js": "", "node_modules/a": { ...a1, "f/x.js": "" } },
      layers: [
        { "nodejs/node_modules/a": pkg("a", "2.0.0", { exports: { "./f/*": "./f/*.js", "./f/hidden/*": null } }, { "f/x.js": "" }) },
      ],
    },
    "a/f/x",
  ),
  required(
    "exports: null hides a subpath of a pattern",
    {
      function: { "index.js": "", "node_modules/a": { ...a1, "f/hidden/x.js": "" } },
      layers: [
        { "nodejs/node_modules/a": pkg("a", "2.0.0", { exports: { "./f/*": "./f/*.js", "./f/hidden/*": null } }, { "f/hidden/x.js": "" }) },
      ],
    },
    "a/f/hidden/x",
  ),
  required(
    "exports nested in an array and a condition",
    {
      function: { "index.js": "", "node_modules/a": a1 },
      layers: [
        { "nodejs/node_modules/a": pkg("a", "2.0.0", { exports: { ".": [{ node: { import: "./m.mjs", default: "./index.js" } }] } }) },
      ],
    },
    "a",
  ),
  required(
    "exports: a nested null refuses, whatever follows",
    {
      function: { "index.js": "", "node_modules/a": a1 },
      layers: [{ "nodejs/node_modules/a": pkg("a", "2.0.0", { exports: { node: { require: null }, default: "./index.js" } }) }],
      runtime: { "node_modules/a": a3 },
    },
    "a",
  ),
  required(
    "pnpm: siblings by symbolic links",
    {
      function: {
        "node_modules/.pnpm/b@1.0.0/node_modules": { b: pkg("b", "1.0.0"), a: link("../../a@1.0.0/node_modules/a") },
        "node_modules/.pnpm/a@1.0.0/node_modules/a": a1,
        "node_modules/b": link(".pnpm/b@1.0.0/node_modules/b"),
      },
      layers: [{ "nodejs/node_modules/a": a2 }],
    },
    "a",
    "/var/task/node_modules/.pnpm/b@1.0.0/node_modules/b/index.js",
  ),
  required(
    "workspace link",
    {
      function: { "packages/util": pkg("util-x", "1.0.0"), "node_modules/util-x": link("../packages/util"), "apps/one/index.js": "" },
      layers: [{ "nodejs/node_modules/util-x": pkg("util-x", "2.0.0") }],
    },
    "util-x",
    "/var/task/apps/one/index.js",
  ),
  required(
    "two links to one copy are one copy",
    {
      function: { "index.js": "", "store/a": a1, "node_modules/a": link("../store/a") },
      layers: [{ "nodejs/node_modules/a": link("/var/task/store/a") }],
      runtime: { "node_modules/a": a3 },
    },
    "a",
  ),
  required(
    "a dangling link hides nothing",
    { function: { "index.js": "", "node_modules/a": link("../gone") }, layers: [{ "nodejs/node_modules/a": a2 }] },
    "a",
  ),
  required(
    "NODE_PATH of the function's own",
    { function: { "index.js": "" }, layers: [{ "x/a": a1, "y/a": a2 }] },
    "a",
    handler,
    "/opt/y::/opt/x/:relative",
  ),
  required("folder in NODE_PATH that is no node_modules", { function: { "index.js": "" }, runtime: { a: a1 }, layers: [] }, "a"),
  required(
    "above the root",
    { function: { "index.js": "" }, elsewhere: { "var/node_modules/a": a1 }, layers: [{ "nodejs/node_modules/a": a2 }] },
    "a",
  ),
  imported(
    "import takes the parents' copies",
    { function: { "index.mjs": esm, "src/index.mjs": esm, "src/node_modules/a": a1, "node_modules/a": a2 } },
    "a",
    "/var/task/src/index.mjs",
  ),
  imported(
    "import of a subpath names its file",
    { function: { "src/index.mjs": esm, "src/node_modules/a": { ...a1, "x.js": "" }, "node_modules/a": { ...a2, "x.js": "" } } },
    "a/x.js",
    "/var/task/src/index.mjs",
  ),
  imported(
    "import by condition, with a next copy for require only",
    {
      function: {
        "src/index.mjs": esm,
        "src/node_modules/a": pkg("a", "1.0.0", { exports: { import: "./index.js" } }),
        "node_modules/a": pkg("a", "2.0.0", { exports: { require: "./index.js" } }),
      },
    },
    "a",
    "/var/task/src/index.mjs",
  ),
  imported(
    "import stops at a folder without an entry",
    { function: { "src/a/index.mjs": esm, "src/a/node_modules/a": a1, "src/node_modules/a": { "README.md": "" }, "node_modules/a": a3 } },
    "a",
    "/var/task/src/a/index.mjs",
  ),
];
