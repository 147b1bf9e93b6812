/** What `exports` offers and refuses, by condition and by pattern. */
import { pkg } from "../../support/tree.ts";
import { a1, a2, a3, esm, imported, type ResolutionCase, required } from "./resolution-case.ts";

const dual = (version: string) =>
  pkg(
    "a",
    version,
    { exports: { ".": { import: "./index.mjs", require: "./index.cjs" } } },
    { "index.mjs": "", "index.cjs": "" },
  );

export const exported: readonly ResolutionCase[] = [
  required(
    "exports by condition",
    {
      function: {
        "index.js": "",
        "node_modules/a": pkg(
          "a",
          "1.0.0",
          { exports: { require: "./index.js", import: "./index.mjs" } },
          { "index.mjs": "" },
        ),
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
      layers: [
        { "nodejs/node_modules/a": pkg("a", "2.0.0", { exports: { ".": "./index.js" } }, { "x.js": "" }) },
      ],
      runtime: { "node_modules/a": { ...a3, "x.js": "" } },
    },
    "a/x",
  ),
  required(
    "exports by pattern",
    {
      function: { "index.js": "", "node_modules/a": { ...a1, "f/x.js": "" } },
      layers: [
        {
          "nodejs/node_modules/a": pkg(
            "a",
            "2.0.0",
            { exports: { "./f/*": "./f/*.js", "./f/hidden/*": null } },
            { "f/x.js": "" },
          ),
        },
      ],
    },
    "a/f/x",
  ),
  required(
    "exports: null hides a subpath of a pattern",
    {
      function: { "index.js": "", "node_modules/a": { ...a1, "f/hidden/x.js": "" } },
      layers: [
        {
          "nodejs/node_modules/a": pkg(
            "a",
            "2.0.0",
            { exports: { "./f/*": "./f/*.js", "./f/hidden/*": null } },
            { "f/hidden/x.js": "" },
          ),
        },
      ],
    },
    "a/f/hidden/x",
  ),
  required(
    "exports nested in an array and a condition",
    {
      function: { "index.js": "", "node_modules/a": a1 },
      layers: [
        {
          "nodejs/node_modules/a": pkg("a", "2.0.0", {
            exports: { ".": [{ node: { import: "./m.mjs", default: "./index.js" } }] },
          }),
        },
      ],
    },
    "a",
  ),
  required(
    "exports: a nested null refuses, whatever follows",
    {
      function: { "index.js": "", "node_modules/a": a1 },
      layers: [
        {
          "nodejs/node_modules/a": pkg("a", "2.0.0", {
            exports: { node: { require: null }, default: "./index.js" },
          }),
        },
      ],
      runtime: { "node_modules/a": a3 },
    },
    "a",
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
      function: {
        "index.js": "",
        "node_modules/a": pkg("a", "1.0.0", { main: "gone.js", exports: "./index.js" }),
      },
      layers: [{ "nodejs/node_modules/a": pkg("a", "2.0.0", { main: "gone.js", exports: "./index.js" }) }],
    },
    "a",
  ),
  required(
    "in a root but not exported: the runtime's copy is never reached",
    {
      function: { "index.js": "" },
      layers: [{ "nodejs/node_modules/a": { ...a2, "internal.js": "" } }],
      runtime: {
        "node_modules/a": pkg("a", "3.0.0", { exports: { ".": "./index.js" } }, { "internal.js": "" }),
      },
    },
    "a/internal",
  ),
  required(
    "the more specific pattern wins",
    {
      function: {
        "index.js": "",
        "node_modules/a": pkg(
          "a",
          "1.0.0",
          { exports: { "./*": "./lib/*.js", "./f/*": "./f/*.js" } },
          { "f/x.js": "" },
        ),
      },
      layers: [
        {
          "nodejs/node_modules/a": pkg(
            "a",
            "2.0.0",
            { exports: { "./*": "./*.js", "./f/*": null } },
            { "f/x.js": "" },
          ),
        },
      ],
      runtime: { "node_modules/a": { ...a3, "f/x.js": "" } },
    },
    "a/f/x",
  ),
  required(
    "a pattern with an ending",
    {
      function: {
        "index.js": "",
        "node_modules/a": pkg("a", "1.0.0", { exports: { "./*.js": "./lib/*.js" } }, { "lib/x.js": "" }),
      },
      layers: [
        { "nodejs/node_modules/a": pkg("a", "2.0.0", { exports: { "./*.js": "./*.js" } }, { "x.js": "" }) },
      ],
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
    {
      function: {
        "src/index.mjs": esm,
        "src/node_modules/a": dual("1.0.0"),
        "node_modules/a": dual("2.0.0"),
      },
    },
    "a",
    "/var/task/src/index.mjs",
  ),
  required(
    "conditions in their order: default before require",
    {
      function: {
        "index.js": "",
        "node_modules/a": pkg("a", "1.0.0", { exports: { default: "./index.js", require: "./gone.js" } }),
      },
      layers: [
        {
          "nodejs/node_modules/a": pkg("a", "2.0.0", {
            exports: { node: "./index.js", default: "./gone.js" },
          }),
        },
      ],
    },
    "a",
  ),
  required(
    "a condition no one has",
    {
      function: { "index.js": "", "node_modules/a": a1 },
      layers: [
        {
          "nodejs/node_modules/a": pkg("a", "2.0.0", {
            exports: { browser: "./index.js", deno: "./index.js" },
          }),
        },
      ],
      runtime: { "node_modules/a": a3 },
    },
    "a",
  ),
  required(
    "an ES module alone, required",
    {
      function: { "index.js": "", "node_modules/a": pkg("a", "1.0.0", { type: "module" }) },
      layers: [
        {
          "nodejs/node_modules/a": pkg("a", "2.0.0", {
            type: "module",
            exports: { "module-sync": "./index.js" },
          }),
        },
      ],
    },
    "a",
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
];
