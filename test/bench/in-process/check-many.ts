/** Checks functions that share layers, as one run of `outcrop check` does: FUNCTION,… LAYER,… */
import { basename } from "node:path";
import { setFlagsFromString } from "node:v8";
import { checkFunction } from "../../../check/check-function.ts";
import { openTree } from "../../../check/lambda/open-tree.ts";

// As command/check.ts does.
setFlagsFromString("--semi-space-growth-factor=1");
const [functions = [], layers = []] = process.argv.slice(2).map((list) => list.split(","));
const shared = await Promise.all(layers.map((path) => openTree(path, basename(path))));
for (const path of functions) {
  const task = await openTree(path, basename(path));
  const { modules } = checkFunction({
    name: basename(path),
    task,
    layers: await Promise.all(layers.map((layer) => openTree(layer, basename(layer)))),
    runtimeFiles: null,
    runtime: "nodejs24.x",
    arch: "x64",
    handler: "index.handler",
    variables: {},
  });
  if (modules.certain < 100) throw new Error(`${path}: only ${modules.certain} modules`);
  task.close();
}
for (const tree of shared) tree.close();
