/**
 * The layer as the build would make it, in a folder of the benchmarks' own: dist/layer may be rebuilt by
 * someone else while a round runs. Made once in a process, from the sources as they are.
 */
import { writeFileSync } from "node:fs";
import { assembleLayer } from "../../../build/layer.ts";
import { zipLayer } from "../../../build/layer-zip.ts";
import { benchOutput } from "./places.ts";

export interface BuiltLayer {
  /** What /opt would hold. */
  readonly folder: string;
  readonly zip: string;
  readonly shim: string;
  readonly extension: string;
  readonly observer: string;
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
    observer: `${folder}/outcrop/observer.cjs`,
  };
  await assembleLayer(folder);
  writeFileSync(layer.zip, await zipLayer(folder));
  return layer;
}
