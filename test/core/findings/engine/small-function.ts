/** A function whose own copy of a package hides the layer's, and the resolution of it. */
import { got } from "../../support/journal.ts";
import { pkg, type Tree } from "../../support/tree.ts";

export const tree: Tree = {
  function: {
    ...pkg("app", "1.0.0", { dependencies: { a: "^1.0.0" } }),
    "node_modules/a": pkg("a", "2.0.0"),
  },
  layers: [{ "nodejs/node_modules/a": pkg("a", "1.4.0") }],
};

export const usesA = got("/var/task/index.js", "a", "/var/task/node_modules/a/index.js");
