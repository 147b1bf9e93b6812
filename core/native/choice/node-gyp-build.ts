/**
 * node-gyp-build 4.8 and packages made with prebuildify: the first file of `build/Release`, else of
 * `build/Debug`, whatever it was built for, else a prebuilt one (prebuild-tags.ts). `<PACKAGE>_PREBUILD`
 * moves the search to another folder, `PREBUILDS_ONLY` leaves the builds out.
 * node-gyp-build-optional-packages then looks into a package of its own for the platform.
 */

import { packageDirectory } from "./host-package.ts";
import {
  addonsIn,
  choiceOf,
  type Loader,
  type LoaderHost,
  maxNames,
  type NativePackage,
  type Places,
} from "./loader.ts";
import { prebuildFile, prebuildFolder } from "./prebuild-tags.ts";

export const nodeGypBuild: Loader = (native, host, places) => {
  const { dependencies } = native.manifest;
  const split = dependencies.has("node-gyp-build-optional-packages");
  if (!split && !dependencies.has("node-gyp-build")) return null;
  const directory = searched(native, host);
  const built =
    host.variable("PREBUILDS_ONLY") === null
      ? (firstIn(`${directory}/build/Release`, places) ?? firstIn(`${directory}/build/Debug`, places))
      : null;
  const file =
    built ??
    prebuilt(directory, host, split, places) ??
    (split ? inPlatformPackage(native, host, places) : null);
  return choiceOf([file], false, "load", places);
};

function searched({ path, manifest }: NativePackage, host: LoaderHost): string {
  if (manifest.name === null) return path;
  const moved = host.variable(`${manifest.name.toUpperCase().replaceAll("-", "_")}_PREBUILD`);
  return moved?.startsWith("/") ? moved : path;
}

function firstIn(directory: string, places: Places): string | null {
  const name = addonsIn(directory, places)[0];
  return name === undefined ? null : `${directory}/${name}`;
}

function prebuilt(directory: string, host: LoaderHost, strict: boolean, places: Places): string | null {
  const folder = prebuildFolder(places.files.readDir(`${directory}/prebuilds`, maxNames) ?? [], host);
  return folder === null ? null : chosenIn(`${directory}/prebuilds/${folder}`, host, strict, places);
}

/** `@msgpackr-extract/msgpackr-extract-linux-x64` for `msgpackr-extract`. */
function inPlatformPackage(
  { path, manifest: { name } }: NativePackage,
  host: LoaderHost,
  places: Places,
): string | null {
  if (name === null) return null;
  const own = `${name.startsWith("@") ? "" : `@${name}/`}${name}-${host.platform}-${host.arch}`;
  const directory = packageDirectory(own, path, places);
  return directory === null ? null : chosenIn(directory, host, true, places);
}

function chosenIn(directory: string, host: LoaderHost, strict: boolean, places: Places): string | null {
  const file = prebuildFile(addonsIn(directory, places), host, strict);
  return file === null ? null : `${directory}/${file}`;
}
