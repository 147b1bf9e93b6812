/** What Lambda takes as a layer's name (API reference, PublishLayerVersion, LayerName). */
import { basename, resolve } from "node:path";
import { UsageError } from "../shared/usage.ts";

const layerName = /^[A-Za-z0-9_-]{1,140}$/;

/** @throws UsageError */
export function layerNameOf(given: string | undefined): string {
  if (given !== undefined && layerName.test(given)) return given;
  throw new UsageError(`--name must be 1 to 140 letters, digits, - and _, not ${given || "empty"}`);
}

/** `dist/utils-1.4.zip` -> `utils-1-4` */
export function layerNameOfPath(path: string): string {
  const name = basename(resolve(path)).replace(/\.zip$/, "");
  const plain = name.replace(/[^A-Za-z0-9_]+/g, "-").replace(/^-+|-+$/g, "");
  return plain.slice(0, 140) || "layer";
}
