/**
 * `npm run build`: sources -> dist/layer (what /opt will hold) -> dist/outcrop-layer.zip -> dist/package (the
 * npm package). Two builds of one commit give identical bytes. `--quiet` prints nothing unless something is
 * wrong.
 */
import { statSync, writeFileSync } from "node:fs";
import { assemblePackage } from "./assemble-package.ts";
import { startBuild } from "./built-from.ts";
import { writeBundled } from "./bundled.ts";
import { assembleLayer } from "./layer.ts";
import { filesBelow, zipLayer } from "./layer-zip.ts";
import { checkSizes, sizeTable } from "./size-gate.ts";

const finish = startBuild();
const quiet = process.argv.includes("--quiet");
const layer = await assembleLayer("dist/layer");
writeFileSync("dist/extension.meta.json", JSON.stringify(layer.outputs));
const zip = await zipLayer("dist/layer");
writeFileSync("dist/outcrop-layer.zip", zip);
const packages = await assemblePackage("dist/package");
writeBundled({ layer: layer.packages, archive: packages });

const bundles = ["shim.cjs", "extension.cjs", "observer.cjs"].map((name) => `dist/layer/outcrop/${name}`);
const unpacked = filesBelow("dist/layer").reduce(
  (sum, { path }) => sum + statSync(`dist/layer/${path}`).size,
  0,
);
const sizes = {
  ...Object.fromEntries(bundles.map((path) => [path, statSync(path).size])),
  "dist/layer": unpacked,
  "dist/outcrop-layer.zip": zip.length,
};
if (!quiet) console.log(sizeTable(sizes));
const tooLarge = checkSizes(sizes);
for (const line of tooLarge) console.error(line);
if (tooLarge.length === 0) finish();
process.exitCode = tooLarge.length === 0 ? 0 : 1;
