/**
 * The rules and their order, as native-code measurements on a real loader gave them: see also
 * loader-oracle.test.ts.
 */
import { describe, expect, test } from "vitest";
import { DynamicLoader, type Requester } from "../../../core/native/dynamic-loader.ts";
import { NativeFiles } from "../../../core/native/native-file.ts";
import { machO } from "../support/elf.ts";
import { type LibraryOptions, library } from "../support/library.ts";
import { loaderCache } from "../support/loader-cache.ts";
import { type Folder, MemoryFiles } from "../support/tree.ts";

const dep = library({ soname: "libdep.so" });
const foreign = library({ soname: "libdep.so", machine: 183 });

function find(
  tree: Folder,
  options: LibraryOptions = {},
  name = "libdep.so",
  by: LibraryOptions | null = null,
) {
  const files = new MemoryFiles({
    elsewhere: {
      "opt/p/f.node": library(options),
      ...(by === null ? {} : { "opt/parent/p.node": library(by) }),
      ...tree,
    },
  });
  const natives = new NativeFiles(files);
  const read = (path: string, parent: Requester | null): Requester => {
    const file = natives.read(path);
    if (file === null) throw new Error(`no ${path}`);
    return { file, by: parent };
  };
  const requester = read("/opt/p/f.node", by === null ? null : read("/opt/parent/p.node", null));
  const { found, broken, passedOver, folders } = new DynamicLoader({
    files,
    natives,
    libraryPath: ["/env"],
    arch: "x64",
  }).find(name, requester);
  return {
    found: found?.path ?? null,
    broken: broken?.path ?? null,
    passedOver: passedOver.map(({ path }) => path),
    folders,
  };
}

describe("the first that is there wins", () => {
  const everywhere = {
    "opt/p/libdep.so": dep,
    "env/libdep.so": dep,
    "usr/lib/libdep.so": dep,
    "opt/parent/libdep.so": dep,
  };
  const cache = {
    "etc/ld.so.cache": loaderCache([["libdep.so", "/cached/libdep.so"]]),
    "cached/libdep.so": dep,
  };
  test.each<[string, LibraryOptions, Folder, LibraryOptions | null, string]>([
    ["RPATH before LD_LIBRARY_PATH", { rpath: "$ORIGIN" }, everywhere, null, "/opt/p/libdep.so"],
    ["LD_LIBRARY_PATH before RUNPATH", { runpath: "$ORIGIN" }, everywhere, null, "/env/libdep.so"],
    [
      "RPATH is ignored with a RUNPATH",
      { rpath: "/opt/p", runpath: "/nowhere" },
      everywhere,
      null,
      "/env/libdep.so",
    ],
    [
      "RUNPATH before the cache",
      { runpath: "$ORIGIN" },
      { "opt/p/libdep.so": dep, ...cache },
      null,
      "/opt/p/libdep.so",
    ],
    [
      "the cache before the default folders",
      {},
      { "usr/lib/libdep.so": dep, ...cache },
      null,
      "/cached/libdep.so",
    ],
    ["the default folders last", {}, { "usr/lib/libdep.so": dep }, null, "/usr/lib/libdep.so"],
    ["the RPATH of who asked for the asker", {}, everywhere, { rpath: "$ORIGIN" }, "/opt/parent/libdep.so"],
    ["but not its RUNPATH", {}, everywhere, { runpath: "$ORIGIN" }, "/env/libdep.so"],
    [
      "nor for an asker with a RUNPATH",
      { runpath: "/none" },
      everywhere,
      { rpath: "$ORIGIN" },
      "/env/libdep.so",
    ],
  ])("%s", (_, options, tree, by, path) => expect(find(tree, options, "libdep.so", by).found).toBe(path));
});

test("a file for another CPU, class or byte order is passed over", () => {
  const tree = {
    "env/libdep.so": foreign,
    "lib64/libdep.so": library({ bits: 32, machine: 3 }),
    "usr/lib64/libdep.so": library({ endian: "big" }),
    "lib/libdep.so": dep,
  };
  expect(find(tree)).toMatchObject({
    found: "/lib/libdep.so",
    passedOver: ["/env/libdep.so", "/lib64/libdep.so", "/usr/lib64/libdep.so"],
  });
});

test.each<[string, Uint8Array | string]>([
  ["Mach-O", machO()],
  ["text", "GROUP ( /lib64/libdep.so.1 )"],
  ["nothing", ""],
  ["a cut header", dep.subarray(0, 50)],
])("%s of that name ends the search", (_, content) =>
  expect(find({ "env/libdep.so": content, "usr/lib/libdep.so": dep })).toMatchObject({
    found: null,
    broken: "/env/libdep.so",
  }),
);

test("a folder of that name does not", () =>
  expect(find({ "env/libdep.so/x": "", "usr/lib/libdep.so": dep })).toMatchObject({
    found: "/usr/lib/libdep.so",
    broken: null,
  }));

test("nowhere: every folder that was looked into, in order", () =>
  expect(find({}, { runpath: "$ORIGIN/lib" })).toEqual({
    found: null,
    broken: null,
    passedOver: [],
    folders: [
      "/env",
      "/opt/p/lib",
      "/lib64",
      "/usr/lib64",
      "/lib/x86_64-linux-gnu",
      "/usr/lib/x86_64-linux-gnu",
      "/lib",
      "/usr/lib",
    ],
  }));

test("a name with a slash is a path", () => {
  expect(find({ "opt/p/sub/libdep.so": dep }, {}, "$ORIGIN/sub/libdep.so").found).toBe(
    "/opt/p/sub/libdep.so",
  );
  expect(find({ "x/libdep.so": dep, "env/libdep.so": dep }, {}, "/x/libdep.so").found).toBe("/x/libdep.so");
});
