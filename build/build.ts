/**
 * `npm run build`: sources -> dist/layer (what /opt will hold) -> dist/outcrop-layer.zip. Two builds of one commit give identical bytes.
 * `--quiet` prints nothing unless something is wrong.
 */
import { chmodSync, cpSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { bundleExtension, bundleShim } from "./bundle.ts";
import { filesBelow, zipLayer } from "./layer-zip.ts";
import { checkSizes, sizeTable } from "./size-gate.ts";

const quiet = process.argv.includes("--quiet");

rmSync("dist/layer", { recursive: true, force: true });
mkdirSync("dist/layer/outcrop", { recursive: true });
cpSync("layer-template/outcrop-wrapper", "dist/layer/outcrop-wrapper");
cpSync("layer-template/extensions", "dist/layer/extensions", { recursive: true });
cpSync("LICENSE", "dist/layer/outcrop/LICENSE");
await bundleShim("dist/layer/outcrop/shim.cjs");
const metafile = await bundleExtension("dist/layer/outcrop/extension.cjs");
writeFileSync("dist/extension.meta.json", JSON.stringify(metafile));
for (const { path, mode } of filesBelow("dist/layer")) chmodSync(`dist/layer/${path}`, mode);

const zip = await zipLayer("dist/layer");
writeFileSync("dist/outcrop-layer.zip", zip);

const sizes = {
  "dist/layer/outcrop/shim.cjs": statSync("dist/layer/outcrop/shim.cjs").size,
  "dist/layer/outcrop/extension.cjs": statSync("dist/layer/outcrop/extension.cjs").size,
  "dist/outcrop-layer.zip": zip.length,
};
if (!quiet) console.log(sizeTable(sizes));
const tooLarge = checkSizes(sizes);
for (const line of tooLarge) console.error(line);
process.exitCode = tooLarge.length === 0 ? 0 : 1;
