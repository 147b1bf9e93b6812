/**
 * Packages that hold the binary for one platform are named after it: `@img/sharp-linux-x64`,
 * `@esbuild/darwin-arm64`, `@node-rs/crc32-linux-arm64-gnu`, `esbuild-linux-64`.
 */
export interface PlatformName {
  /** The name up to the platform: equal stems are the same package for different platforms. */
  readonly stem: string;
  /** As `process.platform`. */
  readonly platform: string;
  /** As `process.arch`; null where the name has none that Node knows. */
  readonly arch: string | null;
  /** Null where the name does not say. */
  readonly libc: "glibc" | "musl" | null;
  /**
   * What follows the CPU, as the name has it: `gnu`, `musl`, `msvc`, `gnueabihf`; empty where nothing does.
   */
  readonly abi: string;
}

const maxName = 214;
const platformPattern = /^(.+[-/])(linux|linuxmusl|darwin|win32|freebsd|android)(?:-(.+))?$/;
const cpuPattern = /^(x64|arm64|arm|ia32|ppc64|s390x|riscv64|loong64)(?:-(.+))?$/;

/** Null for a name that has no platform. */
export function parsePlatformName(name: string): PlatformName | null {
  const [, stem, system, rest = ""] = name.length > maxName ? [] : (platformPattern.exec(name) ?? []);
  if (stem === undefined || system === undefined) return null;
  const [, arch = null, abi = ""] = cpuPattern.exec(rest) ?? [];
  const platform = system === "linuxmusl" ? "linux" : system;
  const isMusl = system === "linuxmusl" || /^musl/.test(abi);
  return { stem, platform, arch, libc: isMusl ? "musl" : /^(?:gnu|glibc)/.test(abi) ? "glibc" : null, abi };
}
