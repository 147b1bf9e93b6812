/** Which file a folder or a subpath means: by main, by index, by its extension. */
import { json, pkg } from "../../support/tree.ts";
import { a1, a2, a3, esm, imported, type ResolutionCase, required } from "./resolution-case.ts";

export const filesAndFolders: readonly ResolutionCase[] = [
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
    {
      function: { "index.js": "", "node_modules/a": a1 },
      layers: [{ "nodejs/node_modules/a": { ...a2, "lib/index.js": "" } }],
    },
    "a/lib",
  ),
  required(
    "subpath folder with its own package.json",
    {
      function: {
        "index.js": "",
        "node_modules/a": { ...a1, esm: { "package.json": json({ main: "m.js" }), "m.js": "" } },
      },
      layers: [{ "nodejs/node_modules/a": a2 }],
    },
    "a/esm",
  ),
  required(
    "an empty folder hides nothing",
    {
      function: { "index.js": "", "node_modules/a": { "README.md": "" } },
      layers: [{ "nodejs/node_modules/a": a2 }],
    },
    "a",
  ),
  required(
    "main without its extension",
    {
      function: {
        "index.js": "",
        "node_modules/a": { "package.json": json({ name: "a", main: "./lib/main" }), "lib/main.js": "" },
      },
      layers: [{ "nodejs/node_modules/a": a2 }],
    },
    "a",
  ),
  required(
    "main is a folder",
    {
      function: {
        "index.js": "",
        "node_modules/a": { "package.json": json({ name: "a", main: "lib" }), "lib/index.js": "" },
      },
      layers: [{ "nodejs/node_modules/a": a2 }],
    },
    "a",
  ),
  required(
    "main is missing, index.js is there",
    {
      function: {
        "index.js": "",
        "node_modules/a": { "package.json": json({ name: "a", main: "gone.js" }), "index.js": "" },
      },
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
  imported(
    "import of a subpath names its file",
    {
      function: {
        "src/index.mjs": esm,
        "src/node_modules/a": { ...a1, "x.js": "" },
        "node_modules/a": { ...a2, "x.js": "" },
      },
    },
    "a/x.js",
    "/var/task/src/index.mjs",
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
    "main of JSON, index of a native file",
    {
      function: {
        "index.js": "",
        "node_modules/a": { "package.json": json({ name: "a", main: "m.json" }), "m.json": "{}" },
      },
      layers: [{ "nodejs/node_modules/a": { "package.json": json({ name: "a" }), "index.node": "" } }],
    },
    "a",
  ),
  required(
    "main with a slash at its end",
    {
      function: {
        "index.js": "",
        "node_modules/a": { "package.json": json({ name: "a", main: "lib/" }), "lib/index.js": "" },
      },
      layers: [
        { "nodejs/node_modules/a": { "package.json": json({ name: "a", main: "./" }), "index.js": "" } },
      ],
    },
    "a",
  ),
  required(
    "main that is not a string",
    {
      function: {
        "index.js": "",
        "node_modules/a": { "package.json": json({ name: "a", main: 7 }), "index.js": "" },
      },
      layers: [
        { "nodejs/node_modules/a": { "package.json": json({ name: "a", main: "" }), "index.js": "" } },
      ],
    },
    "a",
  ),
  required(
    "no package.json, index alone",
    {
      function: { "index.js": "", "node_modules/a/index.js": "" },
      layers: [{ "nodejs/node_modules/a/index.json": "{}" }],
    },
    "a",
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
];
