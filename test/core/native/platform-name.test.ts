import { describe, expect, test } from "vitest";
import { parsePlatformName } from "../../../core/native/platform-name.ts";

describe("the platform in a package's name", () => {
  test.each([
    ["@node-rs/crc32-linux-arm64-gnu", "@node-rs/crc32-", "linux", "arm64"],
    ["@img/sharp-linuxmusl-x64", "@img/sharp-", "linux", "x64"],
    ["@esbuild/darwin-arm64", "@esbuild/", "darwin", "arm64"],
    ["@msgpackr-extract/msgpackr-extract-win32-x64", "@msgpackr-extract/msgpackr-extract-", "win32", "x64"],
  ])("%s", (name, stem, platform, cpu) => expect(parsePlatformName(name)).toEqual({ stem, platform, cpu }));

  test.each(["sharp", "linux-x64", "@scope/linux", "is-linux-x65", "@a/b-linux"])("none in %s", (name) => {
    expect(parsePlatformName(name)).toBeNull();
  });
});
