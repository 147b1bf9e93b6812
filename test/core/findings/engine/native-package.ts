/** A package of the function with native files. */
import type { Inspection } from "../../../../core/findings/engine/latent.ts";
import { type Folder, pkg, type Tree } from "../../support/tree.ts";

const gyp = { dependencies: { "node-gyp-build": "4" } };
export const idle: Inspection = { variable: () => null, cpuMs: () => 0 };
export const addon = "/var/task/node_modules/a";

export const native = (files: Folder, manifest: object = gyp): Tree => ({
  function: { "node_modules/a": pkg("a", "1.0.0", manifest, files) },
});
