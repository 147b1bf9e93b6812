/** Whose code is in what is handed out: what a build leaves for a release. */
import { readFileSync, writeFileSync } from "node:fs";
import type { BundledPackage } from "./notice.ts";

const path = "dist/bundled.json";

export type Held = Pick<BundledPackage, "name" | "version" | "licence">;

export interface Bundled {
  /** In the layer's zip. */
  readonly layer: readonly Held[];
  /** In the npm package, without the layer's zip that it brings. */
  readonly archive: readonly Held[];
}

export function writeBundled({ layer, archive }: Bundled): void {
  const held = ({ name, version, licence }: Held): Held => ({ name, version, licence });
  writeFileSync(path, JSON.stringify({ layer: layer.map(held), archive: archive.map(held) }));
}

export function readBundled(): Bundled {
  return JSON.parse(readFileSync(path, "utf8"));
}
