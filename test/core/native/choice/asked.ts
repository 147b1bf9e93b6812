/** A package that is asked what it would load on a host. */
import type { LoaderHost } from "../../../../core/native/choice/loader.ts";
import { worldOf } from "../../support/native-case.ts";
import { type Folder, pkg } from "../../support/tree.ts";

export const path = "/var/task/node_modules/n";
export const host: LoaderHost = {
  node: "v24.0.0",
  platform: "linux",
  arch: "x64",
  libc: "glibc",
  abi: "137",
  napi: "10",
  variable: () => null,
};

export const asked = (manifest: object, files: Folder, elsewhere: Folder = {}) => {
  const world = worldOf({ function: { "node_modules/n": pkg("n", "1.0.0", manifest, files) }, elsewhere });
  const found = world.packages.read(path);
  if (found === null) throw new Error("no package.json");
  return { native: { path, manifest: found }, world };
};
