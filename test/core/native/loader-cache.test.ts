import { existsSync, realpathSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { LoaderCache } from "../../../core/native/loader-cache.ts";
import { nodeFileSystem } from "../../../extension/node-file-system.ts";
import { loaderCache } from "../support/loader-cache.ts";
import { MemoryFiles } from "../support/tree.ts";

const cacheOf = (bytes: Uint8Array | string) =>
  new LoaderCache(new MemoryFiles({ elsewhere: { "etc/ld.so.cache": bytes } }));

test("paths by name, in order", () => {
  const cache = cacheOf(
    loaderCache([
      ["libx.so.1", "/usr/local/lib/libx.so.1"],
      ["liby.so", "/y"],
      ["libx.so.1", "/second"],
    ]),
  );
  expect(["libx.so.1", "liby.so", "libx.so", "ibx.so.1", ""].map((name) => cache.pathsOf(name))).toEqual([
    ["/usr/local/lib/libx.so.1", "/second"],
    ["/y"],
    [],
    [],
    [],
  ]);
});

test("none, or of another kind: empty", () => {
  expect(new LoaderCache(new MemoryFiles({})).pathsOf("libx.so.1")).toEqual([]);
  expect(cacheOf("ld.so-1.7.0").pathsOf("libx.so.1")).toEqual([]);
});

test("this machine's own holds libraries that are there", () => {
  const paths = new LoaderCache(nodeFileSystem).pathsOf("libc.so.6");
  expect(paths.length).toBeGreaterThan(0);
  expect(paths.every((path) => existsSync(realpathSync(path)))).toBe(true);
});

test("any bytes are a cache or not", () => {
  const whole = loaderCache([["libx.so.1", "/x"]]);
  fc.assert(
    fc.property(
      fc.integer({ min: 20, max: whole.length - 1 }),
      fc.nat(255),
      fc.nat(whole.length),
      (at, value, length) => {
        const bytes = whole.slice();
        bytes[at] = value;
        expect(cacheOf(bytes.subarray(0, length)).pathsOf("libx.so.1").length).toBeLessThanOrEqual(1);
      },
    ),
  );
});
