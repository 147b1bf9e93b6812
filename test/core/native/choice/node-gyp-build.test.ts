/** Against node-gyp-build and node-gyp-build-optional-packages themselves. */
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { corpusFiles, sysroot } from "../../../binaries/files.ts";
import { ourChoice, type Pretended, realChoice, treeOf } from "../../../support/real-loaders.ts";
import { type Folder, json } from "../../support/tree.ts";

const published = [
  "bufferutil",
  "bcrypt",
  "argon2",
  "leveldown",
  "@contrast/fn-inspect",
  "@instana/autoprofile",
  "tree-sitter",
  "tree-sitter-json",
];
const hosts: readonly Pretended[] = [
  {},
  { abi: "115" },
  { abi: "147" },
  { arch: "arm64" },
  { arch: "arm64", abi: "137" },
];

describe("published packages", () => {
  beforeAll(() => void corpusFiles(), 180_000);

  test.each(published.flatMap((name) => hosts.map((host) => [name, host] as const)))(
    "%s on %j",
    (name, host) => {
      const directory = join(sysroot, "var/task/node_modules", name);
      expect(ourChoice(directory, host)).toEqual(realChoice("node-gyp-build", directory, host));
    },
  );

  test("a folder of the right name with the wrong bytes is chosen", () => {
    const directory = join(sysroot, "var/task/node_modules/tree-sitter-json");
    expect(ourChoice(directory, { arch: "arm64" })).toEqual([
      `${directory}/prebuilds/linux-arm64/tree-sitter-json.node`,
    ]);
  });
});

const manifest = { "package.json": json({ name: "my-addon", dependencies: { "node-gyp-build": "4" } }) };
const moved = "/nowhere/else";
const cases: readonly (readonly [string, Folder, Pretended])[] = [
  [
    "a build before a prebuilt file",
    { "build/Release/b.node": "", "build/Release/a.node": "", "prebuilds/linux-x64/n.node": "" },
    {},
  ],
  ["a debug build", { "build/Debug/a.node": "", "prebuilds/linux-x64/n.node": "" }, {}],
  [
    "no build where only prebuilds count",
    { "build/Release/a.node": "", "prebuilds/linux-x64/n.node": "" },
    { env: { PREBUILDS_ONLY: "1" } },
  ],
  [
    "a folder for one CPU before one for two",
    { "prebuilds/linux-arm64+x64/n.node": "", "prebuilds/linux-x64/n.node": "" },
    {},
  ],
  ["a folder for two CPUs", { "prebuilds/linux-arm64+x64/n.node": "" }, { arch: "arm64" }],
  [
    "folders of odd names",
    { "prebuilds/linux-x64+/n.node": "", "prebuilds/linux-x64-gnu/n.node": "", "prebuilds/x/n.node": "" },
    {},
  ],
  [
    "an ABI before Node-API",
    { "prebuilds/linux-x64/node.napi.node": "", "prebuilds/linux-x64/node.abi127.node": "" },
    { abi: "127" },
  ],
  ["another ABI", { "prebuilds/linux-x64/node.abi115.node": "" }, { abi: "127" }],
  ["another ABI with Node-API", { "prebuilds/linux-x64/node.abi115.napi.node": "" }, { abi: "127" }],
  [
    "the most tags",
    {
      "prebuilds/linux-x64/n.node": "",
      "prebuilds/linux-x64/n.glibc.node": "",
      "prebuilds/linux-x64/n.musl.node": "",
    },
    {},
  ],
  [
    "another libc",
    { "prebuilds/linux-x64/n.glibc.node": "", "prebuilds/linux-x64/n.musl.node": "" },
    { env: { LIBC: "musl" } },
  ],
  [
    "another runtime",
    { "prebuilds/linux-x64/electron.napi.node": "", "prebuilds/linux-x64/node.napi.node": "" },
    {},
  ],
  ["a libuv", { "prebuilds/linux-x64/node.uv1.node": "", "prebuilds/linux-x64/node.uv2.node": "" }, {}],
  [
    "an ARM version",
    { "prebuilds/linux-arm64/n.armv7.node": "", "prebuilds/linux-arm64/n.armv8.node": "" },
    { arch: "arm64" },
  ],
  [
    "an ARM version that is set",
    { "prebuilds/linux-arm64/n.armv7.node": "" },
    { arch: "arm64", env: { ARM_VERSION: "7" } },
  ],
  ["no ARM version on another CPU", { "prebuilds/linux-x64/n.armv8.node": "" }, {}],
  ["another CPU that is set", { "prebuilds/linux-arm64/n.node": "" }, { env: { npm_config_arch: "arm64" } }],
  [
    "another system that is set",
    { "prebuilds/darwin-x64/n.node": "" },
    { env: { npm_config_platform: "darwin" } },
  ],
  ["another folder that is set", { "prebuilds/linux-x64/n.node": "" }, { env: { MY_ADDON_PREBUILD: moved } }],
  ["nothing", { "prebuilds/win32-x64/n.node": "", "build/Release/obj": "" }, {}],
];

test.each(cases)("%s", (_, files, host) => {
  const directory = treeOf({ ...manifest, ...files });
  expect(ourChoice(directory, host)).toEqual(realChoice("node-gyp-build", directory, host));
});

describe("node-gyp-build-optional-packages", () => {
  const split = (name: string, files: Folder): Folder => ({
    [`node_modules/@msgpackr-extract/msgpackr-extract-${name}`]: {
      "package.json": json({ name }),
      "index.js": "",
      ...files,
    },
  });

  test.each([
    [
      "the platform's package",
      split("linux-x64", {
        "node.napi.glibc.node": "",
        "node.napi.musl.node": "",
        "node.abi115.glibc.node": "",
      }),
      { abi: "127" },
    ],
    [
      "an ABI in it",
      split("linux-x64", { "node.napi.glibc.node": "", "node.abi115.glibc.node": "" }),
      { abi: "115" },
    ],
    ["no file without tags", split("linux-x64", { "n.node": "" }), {}],
    ["another platform's package", split("darwin-arm64", { "node.napi.glibc.node": "" }), {}],
    [
      "for arm64",
      split("linux-arm64", { "node.napi.armv8.node": "", "node.napi.armv7.node": "" }),
      { arch: "arm64" },
    ],
  ] as const)("%s", (_, files, host) => {
    const directory = join(treeOf(files, ["msgpackr-extract"]), "node_modules/msgpackr-extract");
    expect(ourChoice(directory, host)).toEqual(
      realChoice("node-gyp-build-optional-packages", directory, host),
    );
  });
});
