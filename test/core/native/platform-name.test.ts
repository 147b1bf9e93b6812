import { expect, test } from "vitest";
import { parsePlatformName } from "../../../core/native/platform-name.ts";

test.each([
  ["@node-rs/crc32-linux-arm64-gnu", "@node-rs/crc32-", "linux", "arm64", "glibc", "gnu"],
  ["@swc/core-linux-x64-musl", "@swc/core-", "linux", "x64", "musl", "musl"],
  ["lightningcss-linux-arm-gnueabihf", "lightningcss-", "linux", "arm", "glibc", "gnueabihf"],
  ["@img/sharp-linuxmusl-x64", "@img/sharp-", "linux", "x64", "musl", ""],
  ["@esbuild/darwin-arm64", "@esbuild/", "darwin", "arm64", null, ""],
  ["@msgpackr/extract-win32-x64", "@msgpackr/extract-", "win32", "x64", null, ""],
  ["esbuild-linux-64", "esbuild-", "linux", null, null, ""],
  ["@scope/linux", "@scope/", "linux", null, null, ""],
])("%s", (name, stem, platform, arch, libc, abi) =>
  expect(parsePlatformName(name)).toEqual({ stem, platform, arch, libc, abi }),
);

test.each(["sharp", "linux-x64", "mylinux-x64", "linux-x64-tools", "-linux-x64".repeat(50)])(
  "none in %s",
  (name) => expect(parsePlatformName(name)).toBeNull(),
);
