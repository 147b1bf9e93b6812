/**
 * Packages that hold the binary for one platform are named after it: `@img/sharp-linux-x64`,
 * `@esbuild/darwin-arm64`, `@node-rs/crc32-linux-arm64-gnu`.
 */

export interface PlatformName {
  /** The name up to the platform: equal stems are the same package for different platforms. */
  readonly stem: string;
  /** In the words of `process.platform` and `process.arch`. */
  readonly platform: string;
  readonly cpu: string;
}

const named =
  /^(.+[-/])(linux|darwin|win32|freebsd|android)(?:musl)?-(x64|arm64|ia32|arm|s390x|ppc64|riscv64|loong64)(?:-|$)/;

/** Null for any other name. */
export function parsePlatformName(name: string): PlatformName | null {
  const [, stem, platform, cpu] = named.exec(name) ?? [];
  return stem === undefined || platform === undefined || cpu === undefined ? null : { stem, platform, cpu };
}
