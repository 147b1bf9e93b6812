/**
 * Published packages whose native files are loaded for real, and files derived from them by changing one byte
 * or cutting. Every package is pinned by version and integrity; nothing of them runs when they are fetched.
 */

export interface Package {
  readonly name: string;
  readonly version: string;
  /** As the registry tells it (`npm view <name>@<version> dist.integrity`). */
  readonly integrity: string;
  /** What is taken out of a large tarball; everything where absent. */
  readonly only?: readonly string[];
}

/** One native file as it lies in its package. `run` programs are also put into /opt/bin. */
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

const pin = (name: string, version: string, integrity: string, only?: readonly string[]): Package =>
  only === undefined ? { name, version, integrity } : { name, version, integrity, only };

const zeromq = (libc: string): string => `build/linux/${libc}/addon.node`;
const isolated = ["127", "137"].flatMap((abi) =>
  ["x64", "arm64"].map((arch) => `prebuilds/linux-${arch}/isolated-vm.abi${abi}.glibc.node`),
);

export const packages: readonly Package[] = [
  pin(
    "bufferutil",
    "4.1.0",
    "sha512-ZMANVnAixE6AWWnPzlW2KpUrxhm9woycYvPOo67jWHyFowASTEd9s+QN1EIMsSDtwhIxN4sWE1jotpuDUIgyIw==",
  ),
  pin(
    "fsevents",
    "2.3.3",
    "sha512-5xoDfX+fL7faATnagmWPpbFtwh/R77WmMMqqHGS65C3vvB0YHrgF+B1YmZ3441tMj5n63k0212XNoJwzlhffQw==",
  ),
  pin(
    "@msgpackr-extract/msgpackr-extract-linux-x64",
    "3.0.7",
    "sha512-A9xOmARctmUvHrBj5GGzGAigsZFnqE4kld5oprX3PyPbkVALV4jwBc17gPZrhSOvnXQc81hE9K7S2hDUCgialA==",
  ),
  pin(
    "@msgpackr-extract/msgpackr-extract-linux-arm64",
    "3.0.7",
    "sha512-jcRydYARTW0gX5idJhxV7m3KkRUD7KtZLYFF1ZY18HrPqpGY0TCqPUTJCwka2kVfVOwfKs3ZmlPSmQb4S6xj7w==",
  ),
  pin(
    "@msgpackr-extract/msgpackr-extract-darwin-arm64",
    "3.0.4",
    "sha512-LCkGo6JDfaBhgST7UpPWgNgLINpcpabaHfyz5OBx75nUYxBsaEPxjnyNjWpeb/xBup/682QnBfRBy2/LvPutZQ==",
  ),
  pin(
    "@contrast/fn-inspect",
    "4.3.0",
    "sha512-XGfFm1iO48fsoiJxh2ngTLqBvo6yweJvu1eMs9QxArLDXxxrQvCQ78zywBhYfQ9fChAOZFsbwoVWYxk390KVKw==",
  ),
  pin(
    "@instana/autoprofile",
    "5.5.0",
    "sha512-7EPgCqpa+y+db8SiCd7poZpMlfDhGfSOecJmw7wLY/COMmfKBXVeP6r2wsREt0vFqOwS2GZnCrJ9A17eOJfkBQ==",
  ),
  pin(
    "tree-sitter-json",
    "0.24.8",
    "sha512-Tc9ZZYwHyWZ3Tt1VEw7Pa2scu1YO7/d2BCBbKTx5hXwig3UfdQjsOPkPyLpDJOn/m1UBEWYAtSdGAwCSyagBqQ==",
  ),
  pin(
    "bcrypt",
    "6.0.0",
    "sha512-cU8v/EGSrnH+HnxV2z0J7/blxH8gq7Xh2JFT6Aroax7UohdmiJJlxApMxtKfuI7z68NvvVcmR78k2LbT6efhRg==",
  ),
  pin(
    "argon2",
    "0.45.1",
    "sha512-skm+/WCjkGqCQxF7FG1LuZXM5yvbFjgbfiCGsud2oLgaDhh6b6dbH0b1EkghbM+xx4Bj8Ape+KKgixoIlWZicQ==",
  ),
  pin(
    "leveldown",
    "6.1.1",
    "sha512-88c+E+Eizn4CkQOBHwqlCJaTNEjGpaEIikn1S+cINc5E9HEvJ77bqY4JY/HxT5u0caWqsc3P3DcFIKBI1vHt+A==",
  ),
  pin(
    "tree-sitter",
    "0.25.1",
    "sha512-mrcEdkYtHfrK1A6fs3O6FxkBo0Qig5XUXqHhxUOQu0bmPo00QF4XaSx4edpazdHwxnSCjlGKGgIqWdaN4dvTLA==",
  ),
  pin(
    "zeromq",
    "6.8.0",
    "sha512-0LBpwZKNn4e6YZRDuHVvzXsSHlCx6nTk2B0O9KWQ2vUe3lau7PYPcmnFpJfOwEUTNcKn39x4GgzVU+dQyIJnNg==",
    ["x64/node/glibc-115-Release", "x64/node/musl-127-Release", "arm64/node/glibc-127-Release"].map(zeromq),
  ),
  pin(
    "@lmdb/lmdb-linux-x64",
    "3.5.6",
    "sha512-ADzCuCF2cTNiX9kDScqcz1fjnAkxPpQNneV3KFTdV3wWtVlI2sTGzySoMTgDpinkMMFj1NTJlxA6XR8fwc4hlA==",
    ["node.abi115.glibc.node", "node.abi127.glibc.node"],
  ),
  pin(
    "isolated-vm",
    "6.2.0",
    "sha512-UuSlxSHWt2QuJ5WvBhzlIJx2VVZN/a44SqBbEZFKNdvuSyhOvhmyDo8SQ+njVbhnh/njoL/aW0bUTiFYlpweGQ==",
    isolated,
  ),
  pin(
    "@img/sharp-linux-x64",
    "0.35.5",
    "sha512-SxFtLTeJInhAA9Q836kux2vZNeOBQEx658qvbboZScr0wIARym3IcGmW7KpVD5sbVg0Ojy+udFQdayYIZyoNog==",
  ),
  pin(
    "@img/sharp-linux-arm64",
    "0.35.5",
    "sha512-LYVx5JTsOM2CBzmxreh+nl64/3H6Xb09iSLknqH47z2T2DFFxDeFLP5y4dJwe6H7uGQlHPyEEtIqyo3DYsRwdQ==",
  ),
  pin(
    "@img/sharp-linuxmusl-x64",
    "0.35.5",
    "sha512-4KOphqB035HrVdqLZfCgMzzERrQkkzOwRhl4OAkRO1YCldbaFjySXMaK534Mo0V+LndnlJk+sbUyLeU0ULyD1A==",
  ),
  // What the musl file links to, so that it meets the C library and not the lack of this one.
  pin(
    "@img/sharp-libvips-linuxmusl-x64",
    "1.3.4",
    "sha512-6zXKeE/p39I1AmA3cJG35eyBGNqNddLnUXjhwBnsGjFPWqf5VKkDBEqaEkPDoTEtkxwi2vv8Tcr2mDyP4So7Fg==",
  ),
  pin(
    "@node-rs/crc32-linux-x64-gnu",
    "1.10.8",
    "sha512-DFd0eV47MAykz4PQDcBSlEvY3CtXqPt2gkBpvPngCpOUoIJgEk9tKtPjEgUwLatMkvsy4fEvAg7gckGickOyEw==",
  ),
  pin(
    "@node-rs/crc32-linux-arm64-gnu",
    "1.10.8",
    "sha512-Vr1P3+WF+RsUVI8CNLiunl1vuzdpgTR1sf9PxgQFr3o//hh2KdqJeU4zZsFVTn+GbGZtqvRoba0wi8nKMzRLeg==",
  ),
  pin(
    "@node-rs/crc32-linux-x64-musl",
    "1.10.8",
    "sha512-U7fP8FjDQuOb61YoT8EoWDIJ9x40ZrCzM6OcAH1wqYiu9Z94U14S+i8KwTC7YorotGtICdYZ/APn1eI8vNne5w==",
  ),
  pin(
    "@node-rs/crc32-linux-arm-gnueabihf",
    "1.10.8",
    "sha512-5/2kW7V4KMV3o37ApvcnF4Pk11luzLnd38kQZowVCw5D/xGlCByEQOODfJHX9pv0C+4hp+8Dosul06RODjPEUw==",
  ),
  pin(
    "@node-rs/crc32-darwin-arm64",
    "1.10.8",
    "sha512-ylDspj/s3i+FCdTGoLZtOBsbR2PvAsI5taJDE5Pl7kDgeKX7IywdAYQtkh2orvTs0RqCjcnIBxrCDI/O/r+z1g==",
  ),
  pin(
    "@node-rs/crc32-win32-x64-msvc",
    "1.10.8",
    "sha512-4O6G7yme7s98LUGwiqW7q2QqYmWD2IRQvV+q7+S4vjkUWiXUMbP8QEPYP9cF2WEQSdXCkyDEqDW10zeUdniPRA==",
  ),
  pin(
    "@esbuild/linux-x64",
    "0.28.2",
    "sha512-4xTZr1FUmSoQW4XIWmit3tzQrUTZM+N3P0XV8xROKYF50XfI7xeO90+1bZvNwxIufQ9hDQVRJH5YhgPVF8A/HQ==",
  ),
  pin(
    "@esbuild/linux-arm64",
    "0.28.2",
    "sha512-pW4AC0P3it8c7do9MVM4p51FzHzdM/TZrerurgRcHJ2WTa1VQ1CIq18xncfpBJw4ojkiZZrKW2yIBWBP92j6Ug==",
  ),
  pin(
    "@esbuild/win32-x64",
    "0.28.2",
    "sha512-5ebpxr3nWMzrL/rnUI755Jkuee0bHL/Gq0WTF9lvcpv73wAp5eu8MfBUgWK9bhWvZjj7yX8etf/8tI8Ney695g==",
  ),
];

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
