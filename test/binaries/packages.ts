/**
 * The published packages with native files. Every package is pinned by version and integrity; nothing of them
 * runs when they are fetched.
 */
export interface Package {
  readonly name: string;
  readonly version: string;
  /** As the registry gives it (`npm view <name>@<version> dist.integrity`). */
  readonly integrity: string;
  /** What is taken out of a large tarball; everything where absent. */
  readonly only?: readonly string[];
}

const pin = (name: string, version: string, integrity: string, only?: readonly string[]): Package =>
  only === undefined ? { name, version, integrity } : { name, version, integrity, only };

export const zeromq = (libc: string): string => `build/linux/${libc}/addon.node`;

export const isolated = ["127", "137"].flatMap((abi) =>
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
