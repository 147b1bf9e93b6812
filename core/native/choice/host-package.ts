/**
 * Packages named after the platform they are for, such as `@img/sharp-linux-x64` and
 * `@node-rs/crc32-linux-arm64-gnu`.
 */
import { candidateFolders } from "../../layout/candidates.ts";
import { isInside, joinPath } from "../../layout/paths.ts";
import type { LoaderHost, Places } from "./loader.ts";

export interface PlatformName {
  readonly platform: string;
  readonly arch: string;
  readonly libc: "glibc" | "musl" | null;
  /** The libc is written as in napi-rs's targets: `gnu`, `musl`, `gnueabihf`, `musleabihf`. */
  readonly target: boolean;
}

const ENDING =
  /[-/](linux|linuxmusl)-(x64|arm64|arm|ia32|ppc64|s390x|riscv64|loong64)(?:-(gnu|glibc|musl|gnueabihf|musleabihf))?$/;
const MAX_NAME = 214;

/** Null for a name that ends in no Linux platform. */
export function platformNameOf(name: string): PlatformName | null {
  const match = name.length > MAX_NAME ? null : ENDING.exec(name);
  if (match === null) return null;
  const [, system, arch = "", libc] = match;
  if (system === "linuxmusl") return { platform: "linux", arch, libc: "musl", target: false };
  const family = libc === undefined ? null : libc.startsWith("musl") ? "musl" : "glibc";
  return { platform: "linux", arch, libc: family, target: libc !== undefined && libc !== "glibc" };
}

/** False for a name that ends in no platform, too. */
export function isForHost(name: string, host: LoaderHost): boolean {
  const named = platformNameOf(name);
  return (
    named !== null &&
    named.platform === host.platform &&
    named.arch === host.arch &&
    (named.libc ?? "glibc") === host.libc
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
