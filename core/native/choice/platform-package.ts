/**
 * Packages that leave their native part to optional dependencies named after a platform (esbuild, sharp,
 * turbo): the package of the host's name, as Node finds it, and in it the addon that `main`, the top folder
 * or `lib` holds, or the programs in `bin`. Before it: esbuild takes `ESBUILD_BINARY_PATH`; sharp tries a
 * file it was built to, `src/build/Release/sharp-<platform>-<version>.node`.
 */

import { conventionOf, isForHost, mainAddonIn, packageDirectory } from "./host-package.ts";
import {
  addonsIn,
  type Choice,
  choiceOf,
  type Loader,
  type LoaderHost,
  maxNames,
  type NativePackage,
  type Places,
} from "./loader.ts";

export const platformPackage: Loader = (native, host, places) => {
  // It looks into such packages by rules of its own.
  if (native.manifest.dependencies.has("node-gyp-build-optional-packages")) return null;
  const names = [...native.manifest.optionalDependencies.keys()].filter(
    (name) => conventionOf(name) === "other",
  );
  if (names.length === 0) return null;
  const set = native.manifest.name === "esbuild" ? host.variable("ESBUILD_BINARY_PATH") : null;
  if (set?.startsWith("/") && set !== "/usr/bin/esbuild") return choiceOf([set], false, "run", places);
  const chosen = names
    .filter((name) => isForHost(name, host))
    .map((name) => packageDirectory(name, native.path, places));
  return chosen.flatMap((directory) =>
    directory === null ? [] : nativePartOf(directory, native, host, places),
  );
};

function nativePartOf(
  directory: string,
  native: NativePackage,
  host: LoaderHost,
  places: Places,
): readonly Choice[] {
  const lib = `${directory}/lib`;
  const main = mainAddonIn(directory, places);
  const addons = [
    ...addonsIn(directory, places).map((name) => `${directory}/${name}`),
    ...addonsIn(lib, places).map((name) => `${lib}/${name}`),
  ];
  const addon = main ?? (addons.length === 1 ? addons[0] : undefined);
  if (addon !== undefined) return choiceOf([builtSharp(native, host), addon], true, "load", places);
  if (addons.length > 0) return [];
  const programs = places.files.readDir(`${directory}/bin`, maxNames) ?? [];
  return programs.length === 1 ? choiceOf([`${directory}/bin/${programs[0]}`], false, "run", places) : [];
}

function builtSharp({ path, manifest: { name, version } }: NativePackage, host: LoaderHost): string | null {
  if (name !== "sharp") return null;
  const system = host.platform + (host.libc === "musl" ? "musl" : "");
  return `${path}/src/build/Release/sharp-${system}-${host.arch}-${version}.node`;
}
