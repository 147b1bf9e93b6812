/** Symbolic links, as pnpm and workspaces make them. */
import { link, pkg } from "../../support/tree.ts";
import { a1, a2, a3, type ResolutionCase, required } from "./resolution-case.ts";

export const links: readonly ResolutionCase[] = [
  required(
    "pnpm: siblings by symbolic links",
    {
      function: {
        "node_modules/.pnpm/b@1.0.0/node_modules": {
          b: pkg("b", "1.0.0"),
          a: link("../../a@1.0.0/node_modules/a"),
        },
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
      function: {
        "packages/util": pkg("util-x", "1.0.0"),
        "node_modules/util-x": link("../packages/util"),
        "apps/one/index.js": "",
      },
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
    {
      function: { "index.js": "", "node_modules/a": link("../gone") },
      layers: [{ "nodejs/node_modules/a": a2 }],
    },
    "a",
  ),
  required(
    "pnpm: a link in the layer, a folder in the runtime",
    {
      function: { "index.js": "" },
      layers: [
        {
          "nodejs/node_modules/.pnpm/a@2.0.0/node_modules/a": a2,
          "nodejs/node_modules/a": link(".pnpm/a@2.0.0/node_modules/a"),
        },
      ],
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
];
