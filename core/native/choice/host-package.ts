/** Packages named after the host's platform, and where Node finds them. */
import { candidateFolders } from "../../layout/candidates.ts";
import { isInside, joinPath } from "../../layout/paths.ts";
import { parsePlatformName } from "../platform-name.ts";
import type { LoaderHost, Places } from "./loader.ts";

/** How a name says the C library: as napi-rs's targets do, in another way, or not at all. */
const libcSuffix = /^(?:gnu|glibc|musl|gnueabihf|musleabihf)?$/;

/**
 * Whose convention the name of a package for Linux follows: `napi-rs` where the C library is written as in
 * its targets. Null for a name that does not end in a platform of Linux.
 */
export function conventionOf(name: string): "napi-rs" | "other" | null {
  const parsed = parsePlatformName(name);
  if (parsed?.platform !== "linux" || parsed.arch === null || !libcSuffix.test(parsed.abi)) return null;
  const isTarget = parsed.abi !== "" && parsed.abi !== "glibc";
  return isTarget ? "napi-rs" : "other";
}

/** False for a name that ends in no platform of Linux, too. */
export function isForHost(name: string, host: LoaderHost): boolean {
  const parsed = parsePlatformName(name);
  return (
    conventionOf(name) !== null &&
    parsed?.platform === host.platform &&
    parsed.arch === host.arch &&
    (parsed.libc ?? "glibc") === host.libc
  );
}

/** The directory in which Node finds the package from `from`, physical; null where it finds none. */
export function packageDirectory(
  name: string,
  from: string,
  { files, folders, packages, nodePath }: Places,
): string | null {
  for (const folder of candidateFolders(from, nodePath)) {
    const found = folders.find(folder, name, [""]);
    const directory = found === null ? null : files.realpath(found);
    if (directory !== null && packages.read(directory) !== null) return directory;
  }
  return null;
}

/** What "main" of the package's package.json names, when that is an addon inside of the package. */
export function mainAddonIn(directory: string, { packages }: Places): string | null {
  const main = packages.read(directory)?.main;
  if (!main?.endsWith(".node")) return null;
  const path = joinPath(directory, `./${main}`);
  return isInside(path, directory) ? path : null;
}
