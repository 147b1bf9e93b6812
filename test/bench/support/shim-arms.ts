/**
 * The arms of whatever compares the shim with less than it: nothing, Node's own hook, and other builds of the
 * shim.
 */
import type { Context } from "../case.ts";
import { builtLayer } from "./layer.ts";
import { benchSources } from "./places.ts";
import type { Sysroot } from "./sysroot.ts";

export interface PreloadArm {
  readonly name: string;
  readonly flags: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

export const preloadArm = (name: string, file: string): PreloadArm => ({
  name,
  flags: ["--require", `${benchSources}/preloads/${file}`],
  env: {},
});

/** The shim of this checkout, and one for each `--arm NAME:layer=PATH`. */
export async function shimArms({ extraArms }: Context, sysroot: Sysroot): Promise<PreloadArm[]> {
  const { folder } = await builtLayer();
  const arm = (name: string, layer: string, more: Readonly<Record<string, string>>): PreloadArm => ({
    name,
    flags: ["--require", `${layer}/outcrop/shim.cjs`],
    env: { OUTCROP_ATTACH: "1", OUTCROP_SYSROOT: sysroot.path, ...more },
  });
  return [
    arm("shim", folder, {}),
    ...extraArms.map(({ name, layer, env }) => arm(name, layer ?? folder, env)),
  ];
}
