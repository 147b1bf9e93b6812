import { bindings } from "./bindings.ts";
import type { Choice, Loader, LoaderHost, NativePackage, Places } from "./loader.ts";
import { napiRs } from "./napi-rs.ts";
import { nodeGypBuild } from "./node-gyp-build.ts";
import { nodePreGyp } from "./node-pre-gyp.ts";
import { platformPackage } from "./platform-package.ts";
import { prisma } from "./prisma.ts";

const loaders: readonly Loader[] = [nodeGypBuild, napiRs, bindings, nodePreGyp, platformPackage, prisma];

/**
 * The native files that the package's own loaders would take on this host. A package whose package.json names
 * no loader costs no look-up.
 */
export function nativeChoices(native: NativePackage, host: LoaderHost, places: Places): readonly Choice[] {
  return loaders.flatMap((loader) => loader(native, host, places) ?? []);
}
