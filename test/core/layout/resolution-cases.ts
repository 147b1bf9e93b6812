import type { How } from "../../../core/journal/records.ts";
import { json, link, pkg, type Tree } from "../support/tree.ts";

/** One question that real Node and core/layout are both asked. Paths are those of Lambda; the oracle stages them below a temporary folder. */
export interface ResolutionCase {
  readonly name: string;
  readonly tree: Tree;
  readonly importer: string;
  readonly specifier: string;
  readonly how: How;
  /** Node answers with the importer's own copy: nothing was looked for, so there is no winner and no loser. */
  readonly own?: true;
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

const own = (how: How, name: string, tree: Tree, specifier: string, importer: string): ResolutionCase => {
  return { name, tree, importer, specifier, how, own: true };
};

const a1 = pkg("a", "1.0.0");
const a2 = pkg("a", "2.0.0");
const a3 = pkg("a", "3.0.0");

const dual = (version: string) =>
  pkg("a", version, { exports: { ".": { import: "./index.mjs", require: "./index.cjs" } } }, { "index.mjs": "", "index.cjs": "" });

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
  required(
    "a version-line folder that this layer alone has",
    { function: { "index.js": "" }, layers: [{ "nodejs/node22/node_modules/a": a1 }], runtime: { "node_modules/a": a3 } },
    "a",
  ),
  required(
    "the folder of another Node line is not looked into",
    { function: { "index.js": "" }, layers: [{ "nodejs/node20/node_modules/a": a1, "nodejs/node_modules/a": a2 }] },
    "a",
  ),
  required(
    "a later layer's file lies over an earlier one's",
    {
      function: { "index.js": "" },
      layers: [{ "nodejs/node_modules/a": a1 }, { "nodejs/node_modules/a": a2 }],
      runtime: { "node_modules/a": a3 },
    },
    "a",
  ),
  required(
    "scoped, nested below scoped",
    {
      function: {
        "node_modules/@s": { a: pkg("@s/a", "1.0.0"), b: { ...pkg("@s/b", "1.0.0"), "node_modules/@s/a": pkg("@s/a", "2.0.0") } },
      },
      layers: [{ "nodejs/node_modules/@s/a": pkg("@s/a", "3.0.0") }],
    },
    "@s/a",
    "/var/task/node_modules/@s/b/index.js",
  ),
  required(
    "scoped, subpath with a dot",
    {
      function: { "index.js": "", "node_modules/@s/a": { ...pkg("@s/a", "1.0.0"), "x.y.js": "" } },
      layers: [{ "nodejs/node_modules/@s/a": { ...pkg("@s/a", "2.0.0"), "x.y.js": "" } }],
    },
    "@s/a/x.y",
  ),
  required(
    "exports as one string",
    {
      function: { "index.js": "", "node_modules/a": pkg("a", "1.0.0", { exports: "./index.js" }) },
      layers: [{ "nodejs/node_modules/a": a2 }],
    },
    "a",
  ),
  required(
    "exports before main",
    {
      function: { "index.js": "", "node_modules/a": pkg("a", "1.0.0", { main: "gone.js", exports: "./index.js" }) },
      layers: [{ "nodejs/node_modules/a": pkg("a", "2.0.0", { main: "gone.js", exports: "./index.js" }) }],
    },
    "a",
  ),
  required(
    "in a root but not exported: the runtime's copy is never reached",
    {
      function: { "index.js": "" },
      layers: [{ "nodejs/node_modules/a": { ...a2, "internal.js": "" } }],
      runtime: { "node_modules/a": pkg("a", "3.0.0", { exports: { ".": "./index.js" } }, { "internal.js": "" }) },
    },
    "a/internal",
  ),
  required(
    "the more specific pattern wins",
    {
      function: {
        "index.js": "",
        "node_modules/a": pkg("a", "1.0.0", { exports: { "./*": "./lib/*.js", "./f/*": "./f/*.js" } }, { "f/x.js": "" }),
      },
      layers: [{ "nodejs/node_modules/a": pkg("a", "2.0.0", { exports: { "./*": "./*.js", "./f/*": null } }, { "f/x.js": "" }) }],
      runtime: { "node_modules/a": { ...a3, "f/x.js": "" } },
    },
    "a/f/x",
  ),
  required(
    "a pattern with an ending",
    {
      function: { "index.js": "", "node_modules/a": pkg("a", "1.0.0", { exports: { "./*.js": "./lib/*.js" } }, { "lib/x.js": "" }) },
      layers: [{ "nodejs/node_modules/a": pkg("a", "2.0.0", { exports: { "./*.js": "./*.js" } }, { "x.js": "" }) }],
    },
    "a/x.js",
  ),
  required(
    "a dual package, required",
    {
      function: { "index.js": "", "node_modules/a": dual("1.0.0") },
      layers: [{ "nodejs/node_modules/a": dual("2.0.0") }],
    },
    "a",
  ),
  imported(
    "a dual package, imported",
    { function: { "src/index.mjs": esm, "src/node_modules/a": dual("1.0.0"), "node_modules/a": dual("2.0.0") } },
    "a",
    "/var/task/src/index.mjs",
  ),
  required(
    "conditions in their order: default before require",
    {
      function: { "index.js": "", "node_modules/a": pkg("a", "1.0.0", { exports: { default: "./index.js", require: "./gone.js" } }) },
      layers: [{ "nodejs/node_modules/a": pkg("a", "2.0.0", { exports: { node: "./index.js", default: "./gone.js" } }) }],
    },
    "a",
  ),
  required(
    "a condition nobody has",
    {
      function: { "index.js": "", "node_modules/a": a1 },
      layers: [{ "nodejs/node_modules/a": pkg("a", "2.0.0", { exports: { browser: "./index.js", deno: "./index.js" } }) }],
      runtime: { "node_modules/a": a3 },
    },
    "a",
  ),
  required(
    "an ES module alone, required",
    {
      function: { "index.js": "", "node_modules/a": pkg("a", "1.0.0", { type: "module" }) },
      layers: [{ "nodejs/node_modules/a": pkg("a", "2.0.0", { type: "module", exports: { "module-sync": "./index.js" } }) }],
    },
    "a",
  ),
  required(
    "a JSON file",
    {
      function: { "index.js": "", "node_modules/a": { ...a1, "data.json": "{}" } },
      layers: [{ "nodejs/node_modules/a": { ...a2, "data.json": "{}" } }],
    },
    "a/data.json",
  ),
  required(
    "a JSON file without its extension, in one copy only",
    {
      function: { "index.js": "", "node_modules/a": { ...a1, "data.json": "{}" } },
      layers: [{ "nodejs/node_modules/a": a2 }],
      runtime: { "node_modules/a": { ...a3, "data.json": "{}" } },
    },
    "a/data",
  ),
  required(
    "package.json itself",
    { function: { "index.js": "", "node_modules/a": a1 }, layers: [{ "nodejs/node_modules/a": a2 }] },
    "a/package.json",
  ),
  required(
    "package.json behind exports",
    {
      function: { "index.js": "", "node_modules/a": a1 },
      layers: [{ "nodejs/node_modules/a": pkg("a", "2.0.0", { exports: "./index.js" }) }],
      runtime: { "node_modules/a": a3 },
    },
    "a/package.json",
  ),
  required(
    "main of JSON, index of a native file",
    {
      function: { "index.js": "", "node_modules/a": { "package.json": json({ name: "a", main: "m.json" }), "m.json": "{}" } },
      layers: [{ "nodejs/node_modules/a": { "package.json": json({ name: "a" }), "index.node": "" } }],
    },
    "a",
  ),
  required(
    "main with a slash at its end",
    {
      function: { "index.js": "", "node_modules/a": { "package.json": json({ name: "a", main: "lib/" }), "lib/index.js": "" } },
      layers: [{ "nodejs/node_modules/a": { "package.json": json({ name: "a", main: "./" }), "index.js": "" } }],
    },
    "a",
  ),
  required(
    "main that is no string",
    {
      function: { "index.js": "", "node_modules/a": { "package.json": json({ name: "a", main: 7 }), "index.js": "" } },
      layers: [{ "nodejs/node_modules/a": { "package.json": json({ name: "a", main: "" }), "index.js": "" } }],
    },
    "a",
  ),
  required(
    "no package.json, index alone",
    { function: { "index.js": "", "node_modules/a/index.js": "" }, layers: [{ "nodejs/node_modules/a/index.json": "{}" }] },
    "a",
  ),
  required(
    "another letter case is another package",
    { function: { "index.js": "", "node_modules/A": pkg("A", "1.0.0") }, layers: [{ "nodejs/node_modules/a": a2 }] },
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
  required(
    "NODE_PATH order decides between its entries",
    { function: { "index.js": "" }, layers: [{ "one/a": a1, "two/a": a2, "three/a": a3 }] },
    "a",
    handler,
    "/opt/three:/opt/one:/opt/two:/opt/three",
  ),
  required(
    "NODE_PATH that leads through a file",
    { function: { "index.js": "" }, layers: [{ "one/a": a1, file: "" }] },
    "a",
    handler,
    "/opt/file:/opt/gone:/opt/one",
  ),
  required(
    "pnpm: a link in the layer, a folder in the runtime",
    {
      function: { "index.js": "" },
      layers: [{ "nodejs/node_modules/.pnpm/a@2.0.0/node_modules/a": a2, "nodejs/node_modules/a": link(".pnpm/a@2.0.0/node_modules/a") }],
      runtime: { "node_modules/a": a3 },
    },
    "a",
  ),
  required(
    "pnpm: hoisted for all in .pnpm/node_modules",
    {
      function: {
        "node_modules/.pnpm/b@1.0.0/node_modules/b": pkg("b", "1.0.0"),
        "node_modules/.pnpm/a@1.0.0/node_modules/a": a1,
        "node_modules/.pnpm/node_modules/a": link("../a@1.0.0/node_modules/a"),
        "node_modules/b": link(".pnpm/b@1.0.0/node_modules/b"),
      },
      layers: [{ "nodejs/node_modules/a": a2 }],
    },
    "a",
    "/var/task/node_modules/.pnpm/b@1.0.0/node_modules/b/index.js",
  ),
  required(
    "a linked scope folder",
    {
      function: { "index.js": "", "libs/a": pkg("@s/a", "1.0.0"), "node_modules/@s": link("../libs") },
      layers: [{ "nodejs/node_modules/@s/a": pkg("@s/a", "2.0.0") }],
    },
    "@s/a",
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
    "import of a main without its extension",
    {
      function: {
        "src/index.mjs": esm,
        "src/node_modules/a": { "package.json": json({ name: "a", main: "./lib/main" }), "lib/main.js": "" },
        "node_modules/a": { "package.json": json({ name: "a", main: "gone" }), "index.js": "" },
      },
    },
    "a",
    "/var/task/src/index.mjs",
  ),
  imported(
    "import by a pattern, hidden in the next copy",
    {
      function: {
        "src/index.mjs": esm,
        "src/node_modules/a": pkg("a", "1.0.0", { exports: { "./f/*": "./f/*.js" } }, { "f/x.js": "" }),
        "node_modules/a": pkg("a", "2.0.0", { exports: { "./f/*": null } }, { "f/x.js": "" }),
      },
    },
    "a/f/x",
    "/var/task/src/index.mjs",
  ),
  imported(
    "import past a file of the package's name",
    { function: { "src/index.mjs": esm, "src/node_modules/a.js": "", "node_modules/a": a2 } },
    "a",
    "/var/task/src/index.mjs",
  ),
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
    { function: pkg("app", "1.0.0", { imports: { "#x": "./index.js" } }), layers: [{ "nodejs/node_modules/a": a2 }] },
    "#x",
    handler,
  ),
  own(
    "require",
    "self-reference",
    {
      function: { "node_modules/a": pkg("a", "1.0.0", { exports: { ".": "./index.js", "./x": "./x.js" } }, { "x.js": "" }) },
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
