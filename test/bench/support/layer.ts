/**
 * The layer as the build would make it, in a folder of the benchmarks' own: dist/layer may be rebuilt by somebody else while a round runs. Made
 * once in a process, from the sources as they are.
 */
import { chmodSync, cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { bundleExtension, bundleShim } from "../../../build/bundle.ts";
import { filesBelow, zipLayer } from "../../../build/layer-zip.ts";
import { benchOutput, repository } from "./places.ts";

export interface BuiltLayer {
  /** What /opt would hold. */
  readonly folder: string;
  readonly zip: string;
  readonly shim: string;
  readonly extension: string;
}

let built: Promise<BuiltLayer> | undefined;

export function builtLayer(): Promise<BuiltLayer> {
  built ??= build();
  return built;
}

async function build(): Promise<BuiltLayer> {
  const folder = `${benchOutput}/layer`;
  const layer = {
    folder,
    zip: `${benchOutput}/layer.zip`,
    shim: `${folder}/outcrop/shim.cjs`,
    extension: `${folder}/outcrop/extension.cjs`,
  };
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(`${folder}/outcrop`, { recursive: true });
  cpSync(`${repository}/layer-template/outcrop-wrapper`, `${folder}/outcrop-wrapper`);
  cpSync(`${repository}/layer-template/extensions`, `${folder}/extensions`, { recursive: true });
  cpSync(`${repository}/LICENSE`, `${folder}/outcrop/LICENSE`);
  await bundleShim(layer.shim);
  await bundleExtension(layer.extension);
  for (const { path, mode } of filesBelow(folder)) chmodSync(`${folder}/${path}`, mode);
  writeFileSync(layer.zip, await zipLayer(folder));
  return layer;
}
