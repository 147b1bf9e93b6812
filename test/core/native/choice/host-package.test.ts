import { describe, expect, test } from "vitest";
import { EnvironmentWorld } from "../../../../core/findings/engine/environment-world.ts";
import {
  conventionOf,
  isForHost,
  mainAddonIn,
  packageDirectory,
} from "../../../../core/native/choice/host-package.ts";
import type { Places } from "../../../../core/native/choice/loader.ts";
import { ourHost } from "../../../support/real-loaders.ts";
import { json, link, MemoryFiles, pkg, type Tree } from "../../support/tree.ts";

const places = (tree: Tree): Places => new EnvironmentWorld(new MemoryFiles(tree), { sysroot: "" }, () => {});

test.each([
  ["@img/sharp-linux-x64", "other"],
  ["@img/sharp-linuxmusl-arm64", "other"],
  ["@esbuild/linux-arm64", "other"],
  ["@node-rs/crc32-linux-x64-gnu", "napi-rs"],
  ["lightningcss-linux-arm-gnueabihf", "napi-rs"],
  ["@swc/core-linux-x64-musl", "napi-rs"],
  ["@parcel/watcher-linux-x64-glibc", "other"],
  ["@img/sharp-darwin-arm64", null],
  ["@scope/a-linux-x64-tools", null],
])("%s", (name, convention) => expect(conventionOf(name)).toBe(convention));

test.each([
  ["@img/sharp-linux-x64", true],
  ["@img/sharp-linuxmusl-x64", false],
  ["@img/sharp-linux-arm64", false],
  ["@node-rs/crc32-linux-x64-gnu", true],
  ["lodash", false],
])("%s is for a glibc host on x64: %s", (name, fits) => expect(isForHost(name, ourHost())).toBe(fits));

describe("the package's directory", () => {
  test("where Node finds it, physical", () => {
    const world = places({
      function: {
        "store/p": pkg("p", "1.0.0"),
        "node_modules/p": link("../store/p"),
        "node_modules/q/node_modules/x": pkg("x", "1.0.0"),
      },
    });
    expect(packageDirectory("p", "/var/task/node_modules/q", world)).toBe("/var/task/store/p");
    expect(packageDirectory("x", "/var/task", world)).toBeNull();
  });

  test("and its main file only where that is an addon inside of it", () => {
    const world = places({
      function: {
        "node_modules/a": { "package.json": json({ name: "a", main: "./x/../a.node" }) },
        "node_modules/b": { "package.json": json({ name: "b", main: "../a/a.node" }) },
        "node_modules/c": pkg("c", "1.0.0", { main: "index.js" }),
      },
    });
    expect(["a", "b", "c"].map((name) => mainAddonIn(`/var/task/node_modules/${name}`, world))).toEqual([
      "/var/task/node_modules/a/a.node",
      null,
      null,
    ]);
  });
});
