/**
 * Files of published packages, which are loaded for real, and files derived from them by changing one byte or
 * cutting.
 */
import { isolated, zeromq } from "./packages.ts";

/** One native file as it is in its package. `run` programs are also put into /opt/bin. */
export interface PublishedFile {
  readonly package: string;
  readonly path: string;
  readonly use: "load" | "run";
}

export interface DerivedFile {
  /** Its own name. */
  readonly name: string;
  readonly of: PublishedFile;
  readonly use: "load" | "run";
  readonly change: Change;
}

export type Change =
  | { readonly kind: "byte"; readonly at: number; readonly value: number }
  | { readonly kind: "cut"; readonly length: number }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "mode"; readonly mode: number };

const load = (name: string, ...paths: readonly string[]): PublishedFile[] =>
  paths.map((path) => ({ package: name, path, use: "load" }));

const run = (name: string, path: string): PublishedFile => ({ package: name, path, use: "run" });

export const published: readonly PublishedFile[] = [
  ...load(
    "bufferutil",
    "prebuilds/linux-x64/bufferutil.node",
    "prebuilds/darwin-arm64/bufferutil.node",
    "prebuilds/darwin-x64/bufferutil.node",
    "prebuilds/win32-x64/bufferutil.node",
    "prebuilds/win32-ia32/bufferutil.node",
  ),
  ...load("fsevents", "fsevents.node"),
  ...load(
    "@msgpackr-extract/msgpackr-extract-linux-x64",
    "node.napi.glibc.node",
    "node.napi.musl.node",
    "node.abi115.glibc.node",
  ),
  ...load("@msgpackr-extract/msgpackr-extract-linux-arm64", "node.napi.glibc.node", "node.napi.musl.node"),
  ...load("@msgpackr-extract/msgpackr-extract-darwin-arm64", "node.napi.glibc.node"),
  ...load(
    "@contrast/fn-inspect",
    ...["93", "108", "115", "127"].map(
      (abi) => `prebuilds/linux-x64/@contrast+fn-inspect.abi${abi}.glibc.node`,
    ),
    "prebuilds/linux-x64/@contrast+fn-inspect.abi127.musl.node",
    "prebuilds/linux-arm64/@contrast+fn-inspect.abi127.armv8.node",
    "prebuilds/linux-arm64/@contrast+fn-inspect.abi115.armv8.node",
    "prebuilds/darwin-x64+arm64/@contrast+fn-inspect.abi127.node",
  ),
  ...load(
    "@instana/autoprofile",
    "prebuilds/linux-x64/node.abi127.glibc.node",
    "prebuilds/linux-x64/node.abi147.node",
    "prebuilds/linux-arm64/node.abi147.node",
    "prebuilds/linux-arm64/node.abi127.armv8.node",
    "prebuilds/linux-arm64/node.abi137.armv8.node",
    "prebuilds/linux-arm/node.abi127.armv7.node",
    "prebuilds/linux-s390x/node.abi127.node",
  ),
  ...load(
    "tree-sitter-json",
    "prebuilds/linux-x64/tree-sitter-json.node",
    "prebuilds/linux-arm64/tree-sitter-json.node",
    "prebuilds/win32-arm64/tree-sitter-json.node",
  ),
  ...load(
    "bcrypt",
    "prebuilds/linux-x64/bcrypt.glibc.node",
    "prebuilds/linux-x64/bcrypt.musl.node",
    "prebuilds/linux-arm64/bcrypt.glibc.node",
    "prebuilds/linux-arm64/bcrypt.musl.node",
    "prebuilds/linux-arm/bcrypt.glibc.node",
    "prebuilds/darwin-arm64/bcrypt.node",
  ),
  ...load(
    "argon2",
    "prebuilds/linux-x64/argon2.glibc.node",
    "prebuilds/linux-x64/argon2.musl.node",
    "prebuilds/linux-arm64/argon2.armv8.glibc.node",
    "prebuilds/freebsd-x64/argon2.glibc.node",
    "prebuilds/freebsd-arm64/argon2.armv8.glibc.node",
  ),
  ...load(
    "leveldown",
    "prebuilds/linux-x64/node.napi.glibc.node",
    "prebuilds/linux-arm64/node.napi.armv8.node",
    "prebuilds/android-arm64/node.napi.armv8.node",
    "prebuilds/android-arm/node.napi.armv7.node",
  ),
  ...load("tree-sitter", "prebuilds/linux-x64/tree-sitter.node", "prebuilds/linux-arm64/tree-sitter.node"),
  ...load(
    "zeromq",
    zeromq("x64/node/glibc-115-Release"),
    zeromq("x64/node/musl-127-Release"),
    zeromq("arm64/node/glibc-127-Release"),
  ),
  ...load("@lmdb/lmdb-linux-x64", "node.abi115.glibc.node", "node.abi127.glibc.node"),
  ...load("isolated-vm", ...isolated),
  ...load("@img/sharp-linux-x64", "lib/sharp-linux-x64-0.35.5.node"),
  ...load("@img/sharp-linux-arm64", "lib/sharp-linux-arm64-0.35.5.node"),
  ...load("@img/sharp-linuxmusl-x64", "lib/sharp-linuxmusl-x64-0.35.5.node"),
  ...load("@node-rs/crc32-linux-x64-gnu", "crc32.linux-x64-gnu.node"),
  ...load("@node-rs/crc32-linux-arm64-gnu", "crc32.linux-arm64-gnu.node"),
  ...load("@node-rs/crc32-linux-x64-musl", "crc32.linux-x64-musl.node"),
  ...load("@node-rs/crc32-linux-arm-gnueabihf", "crc32.linux-arm-gnueabihf.node"),
  ...load("@node-rs/crc32-darwin-arm64", "crc32.darwin-arm64.node"),
  ...load("@node-rs/crc32-win32-x64-msvc", "crc32.win32-x64-msvc.node"),
  run("@esbuild/linux-x64", "bin/esbuild"),
  run("@esbuild/linux-arm64", "bin/esbuild"),
  run("@esbuild/win32-x64", "esbuild.exe"),
];

const [good] = load("bufferutil", "prebuilds/linux-x64/bufferutil.node") as [PublishedFile];

const [goodOnArm64] = load("bcrypt", "prebuilds/linux-arm64/bcrypt.glibc.node") as [PublishedFile];

const [newest] = load("argon2", "prebuilds/linux-x64/argon2.glibc.node") as [PublishedFile];

const byte = (name: string, of: PublishedFile, at: number, value: number): DerivedFile => {
  return { name: `${name}.node`, of, use: "load", change: { kind: "byte", at, value } };
};

const cut = (name: string, of: PublishedFile, length: number): DerivedFile => {
  return { name: `${name}.node`, of, use: "load", change: { kind: "cut", length } };
};

/** Offsets: System V ABI, "ELF Header". */
export const derived: readonly DerivedFile[] = [
  byte("class-32", good, 4, 1),
  byte("big-endian", good, 5, 2),
  byte("version-2", good, 6, 2),
  byte("os-abi-freebsd", good, 7, 9),
  byte("abi-version-9", good, 8, 9),
  byte("machine-arm", good, 18, 40),
  byte("machine-arm64", good, 18, 183),
  byte("machine-riscv", good, 18, 243),
  byte("arm64-class-32", goodOnArm64, 4, 1),
  byte("arm64-os-abi-freebsd", goodOnArm64, 7, 9),
  byte("arm64-machine-s390", goodOnArm64, 18, 22),
  // The constant that node_api_module_get_api_version_v1 returns.
  byte("node-api-99", newest, 0x6bc5, 99),
  cut("empty", good, 0),
  cut("cut-in-header", good, 40),
  cut("cut-in-program-headers", good, 200),
  cut("cut-behind-headers", good, 4096),
  cut("cut-in-half", good, 7292),
  // Only section headers lie behind the last loaded segment, and no loader reads those.
  cut("cut-section-headers", good, 12600),
  cut("arm64-empty", goodOnArm64, 0),
  cut("arm64-cut-in-header", goodOnArm64, 40),
  cut("arm64-cut-in-half", goodOnArm64, 38320),
  {
    name: "git-lfs-pointer.node",
    of: good,
    use: "load",
    change: {
      kind: "text",
      text:
        "version https://git-lfs.github.com/spec/v1\n" +
        "oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 14584\n",
    },
  },
  {
    name: "not-found.node",
    of: good,
    use: "load",
    change: {
      kind: "text",
      text:
        "<!DOCTYPE html>\n<html><head><title>404 Not " +
        `Found</title></head><body>${"Not Found ".repeat(20)}</body></html>\n`,
    },
  },
  {
    name: "esbuild-not-executable",
    of: run("@esbuild/linux-x64", "bin/esbuild"),
    use: "run",
    change: { kind: "mode", mode: 0o644 },
  },
  {
    name: "esbuild-git-lfs-pointer",
    of: run("@esbuild/linux-x64", "bin/esbuild"),
    use: "run",
    change: {
      kind: "text",
      text:
        "version https://git-lfs.github.com/spec/v1\n" +
        "oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 11427952\n",
    },
  },
];
