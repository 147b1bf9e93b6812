/** What /opt will hold, put together in a folder. */
import { chmodSync, cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Metafile } from "esbuild";
import { bundleExtension, bundleShim } from "./bundle.ts";
import { filesBelow } from "./layer-zip.ts";
import { type BundledPackage, bundledPackages, noticeText } from "./notice.ts";

const repository = fileURLToPath(new URL("..", import.meta.url));

export interface AssembledLayer {
  /** esbuild's account of the extension's bundles. */
  readonly outputs: Metafile["outputs"];
  /** Whose code is in it. */
  readonly packages: readonly BundledPackage[];
}

export async function assembleLayer(folder: string): Promise<AssembledLayer> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(`${folder}/outcrop`, { recursive: true });
  cpSync(`${repository}/layer-template/outcrop-wrapper`, `${folder}/outcrop-wrapper`);
  cpSync(`${repository}/layer-template/extensions`, `${folder}/extensions`, { recursive: true });
  cpSync(`${repository}/layer-template/outcrop`, `${folder}/outcrop`, { recursive: true });
  cpSync(`${repository}/LICENSE`, `${folder}/outcrop/LICENSE`);
  const shim = await bundleShim(`${folder}/outcrop/shim.cjs`, "shim/shim.ts");
  const loadTime = await bundleShim(`${folder}/outcrop/load-time.cjs`, "shim/load-time.ts");
  const outputs = await bundleExtension(`${folder}/outcrop`);
  const packages = bundledPackages({ ...shim, ...loadTime, ...outputs });
  writeFileSync(`${folder}/outcrop/NOTICE`, noticeText(packages));
  for (const { path, mode } of filesBelow(folder)) chmodSync(`${folder}/${path}`, mode);
  return { outputs, packages };
}
