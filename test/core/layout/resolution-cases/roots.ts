/**
 * What is in the function, in the layers and in the runtime, and NODE_PATH that leads from one to the next.
 */
import { pkg } from "../../support/tree.ts";
import { a1, a2, a3, handler, type ResolutionCase, required } from "./resolution-case.ts";

export const roots: readonly ResolutionCase[] = [
  required(
    "function, layer and runtime hold one",
    {
      function: { "index.js": "", "node_modules/a": a1 },
      layers: [{ "nodejs/node_modules/a": a2 }],
      runtime: { "node_modules/a": a3 },
    },
    "a",
  ),
  required(
    "only the layer",
    { function: { "index.js": "" }, layers: [{ "nodejs/node_modules/a": a2 }] },
    "a",
  ),
  required(
    "node22 folder before the generic one",
    {
      function: { "index.js": "" },
      layers: [{ "nodejs/node22/node_modules/a": a1, "nodejs/node_modules/a": a2 }],
    },
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
    {
      layers: [{ "nodejs/node_modules/a": a2 }],
      runtime: { node_modules: { a: a3, sdk: pkg("sdk", "1.0.0") } },
    },
    "a",
    "/var/runtime/node_modules/sdk/index.js",
  ),
  required(
    "NODE_PATH of the function's own",
    { function: { "index.js": "" }, layers: [{ "x/a": a1, "y/a": a2 }] },
    "a",
    handler,
    "/opt/y::/opt/x/:relative",
  ),
  required(
    "folder in NODE_PATH that is not node_modules",
    { function: { "index.js": "" }, runtime: { a: a1 }, layers: [] },
    "a",
  ),
  required(
    "a version-line folder that this layer alone has",
    {
      function: { "index.js": "" },
      layers: [{ "nodejs/node22/node_modules/a": a1 }],
      runtime: { "node_modules/a": a3 },
    },
    "a",
  ),
  required(
    "the folder of another Node line is not looked into",
    {
      function: { "index.js": "" },
      layers: [{ "nodejs/node20/node_modules/a": a1, "nodejs/node_modules/a": a2 }],
    },
    "a",
  ),
  required(
    "a later layer's file covers an earlier one's",
    {
      function: { "index.js": "" },
      layers: [{ "nodejs/node_modules/a": a1 }, { "nodejs/node_modules/a": a2 }],
      runtime: { "node_modules/a": a3 },
    },
    "a",
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
];
