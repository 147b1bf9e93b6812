/** Against @mapbox/node-pre-gyp itself. */
import { expect, test } from "vitest";
import { ourChoice, type Pretended, realChoice, treeOf } from "../../../support/real-loaders.ts";
import { type Folder, json } from "../../support/tree.ts";

const packageWith = (binary: object, files: Folder): Folder => ({
  "package.json": json({
    name: "a",
    version: "1.2.3-rc.1",
    main: "index.js",
    dependencies: { "@mapbox/node-pre-gyp": "^2" },
    binary: { module_name: "n", host: "https://example.com", ...binary },
  }),
  ...files,
});

test.each<readonly [string, Folder, Pretended]>([
  [
    "an ABI",
    packageWith(
      { module_path: "./lib/binding/{node_abi}-{platform}-{arch}" },
      { "lib/binding/node-v127-linux-x64/n.node": "" },
    ),
    { abi: "127" },
  ],
  [
    "another ABI",
    packageWith(
      { module_path: "./lib/binding/{node_abi}-{platform}-{arch}" },
      { "lib/binding/node-v115-linux-x64/n.node": "" },
    ),
    { abi: "127" },
  ],
  [
    "a libc",
    packageWith(
      { module_path: "lib/{platform}-{arch}-{libc}/{configuration}" },
      { "lib/linux-arm64-glibc/Release/n.node": "" },
    ),
    { arch: "arm64" },
  ],
  [
    "a version",
    packageWith(
      { module_path: "lib/{major}.{minor}.{patch}/{version}" },
      { "lib/1.2.3/1.2.3-rc.1/n.node": "" },
    ),
    {},
  ],
  [
    "the highest Node-API level",
    packageWith(
      {
        module_path: "./lib/napi-v{napi_build_version}",
        package_name: "{node_napi_label}",
        napi_versions: [3, 8, 11],
      },
      { "lib/napi-v8/n.node": "", "lib/napi-v3/n.node": "", "lib/napi-v11/n.node": "" },
    ),
    { napi: "10" },
  ],
  [
    "a label",
    packageWith(
      { module_path: "./lib/{node_napi_label}", package_name: "{node_napi_label}", napi_versions: [3] },
      { "lib/napi-v3/n.node": "" },
    ),
    {},
  ],
  ["nothing", packageWith({ module_path: "./build/Release" }, {}), {}],
])("%s", (_, files, host) => {
  const directory = treeOf(files);
  expect(ourChoice(directory, host)).toEqual(realChoice("node-pre-gyp", directory, host));
});

test("a path that climbs, and placeholders that mean nothing, lead nowhere", () => {
  const directory = treeOf(packageWith({ module_path: "../../{__proto__}/{constructor}" }, {}));
  expect(ourChoice(directory)).toEqual([]);
});
