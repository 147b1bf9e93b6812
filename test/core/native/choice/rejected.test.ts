import { describe, expect, test } from "vitest";
import { rejectedBy } from "../../../../core/native/choice/rejected.ts";
import { asked, host, path } from "./asked.ts";

const rejected = (...args: Parameters<typeof asked>) => {
  const { native, world } = asked(...args);
  return rejectedBy(native, host, world);
};

describe("the nearest of what a package has for other hosts", () => {
  test("of the same platform and CPU before others", () => {
    const files = {
      "prebuilds/darwin-x64/n.node": "",
      "prebuilds/linux-arm64/n.node": "",
      "prebuilds/linux-x64/node.abi108.node": "",
    };
    expect(rejected({ dependencies: { "node-gyp-build": "4" } }, files)).toEqual({
      nearest: `${path}/prebuilds/linux-x64/node.abi108.node`,
      offered: Object.keys(files),
    });
  });

  test("next to the loader that napi-rs makes", () => {
    expect(rejected({ napi: { binaryName: "n" } }, { "n.darwin-arm64.node": "", "other.node": "" })).toEqual({
      nearest: `${path}/n.darwin-arm64.node`,
      offered: ["n.darwin-arm64.node"],
    });
  });

  test("of a generated Prisma client", () => {
    const files = { "libquery_engine-darwin-arm64.dylib.node": "", "index.js": "" };
    expect(rejected({ name: "prisma-client-1" }, files)?.nearest).toBe(
      `${path}/libquery_engine-darwin-arm64.dylib.node`,
    );
  });

  test.each([
    ["another loader", {}, { "n.node": "" }],
    ["no file at all", { dependencies: { "node-gyp-build": "4" } }, { "prebuilds/README": "" }],
  ])("none with %s", (_, manifest, files) => expect(rejected(manifest, files)).toBeNull());
});
