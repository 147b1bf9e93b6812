import { describe, expect, test } from "vitest";
import { DynamicLoader } from "../../../core/native/dynamic-loader.ts";
import { type InProcess, link } from "../../../core/native/linkage.ts";
import { NativeFiles } from "../../../core/native/native-file.ts";
import { type LibraryOptions, library } from "../support/library.ts";
import { type Folder, MemoryFiles } from "../support/tree.ts";

function linked(options: LibraryOptions, tree: Folder = {}, before: readonly string[] = []) {
  const files = new MemoryFiles({ elsewhere: { "opt/p/f.node": library(options), ...tree } });
  const natives = new NativeFiles(files);
  const loader = new DynamicLoader({ files, natives, libraryPath: ["/lib64"], arch: "x64" });
  const inProcess: InProcess = new Map();
  const at = (path: string) => {
    const file = natives.read(path);
    if (file === null) throw new Error(`no ${path}`);
    return file;
  };
  for (const path of before) link(at(path), loader, natives, inProcess);
  const { missing, versions, found } = link(at("/opt/p/f.node"), loader, natives, inProcess);
  return {
    missing: missing.map(({ name, neededBy }) => `${name} for ${neededBy}`),
    versions: versions.map(
      ({ version, library: name, neededBy, found: { path } }) =>
        `${version} of ${name} at ${path} for ${neededBy.path}`,
    ),
    found: found.map(({ path }) => path),
  };
}

describe("libraries", () => {
  test("of libraries, breadth first", () => {
    const tree = {
      "lib64/liba.so": library({ needed: ["libc.so", "libgone.so"] }),
      "lib64/libb.so": library({ needed: ["libgone.so", "libgone2.so"] }),
      "lib64/libc.so": library(),
    };
    expect(linked({ needed: ["liba.so", "libb.so"] }, tree)).toEqual({
      missing: ["libgone.so for /lib64/liba.so", "libgone2.so for /lib64/libb.so"],
      versions: [],
      found: ["/lib64/liba.so", "/lib64/libb.so", "/lib64/libc.so"],
    });
  });

  test("that need each other end", () => {
    const tree = {
      "lib64/liba.so": library({ needed: ["libb.so"] }),
      "lib64/libb.so": library({ needed: ["liba.so"] }),
    };
    expect(linked({ needed: ["liba.so"] }, tree).missing).toEqual([]);
  });

  test("more than 128 end", () => {
    const tree = Object.fromEntries(
      Array.from({ length: 400 }, (_, each) => [
        `lib64/lib${each}.so`,
        library({ needed: [`lib${each + 1}.so`] }),
      ]),
    );
    expect(linked({ needed: ["lib0.so"] }, tree).found.length).toBeLessThanOrEqual(129);
  });

  test("the first in the process with a SONAME serves every later file", () => {
    const tree = {
      "opt/a/a.node": library({ needed: ["libdep.so.3"], runpath: "$ORIGIN" }),
      "opt/a/libdep.so.3": library({ soname: "libdep.so.3", offers: ["DEP_1"] }),
      "opt/p/libdep.so.3": library({ soname: "libdep.so.3", offers: ["DEP_1", "DEP_2"] }),
    };
    const options = {
      needed: ["libdep.so.3"],
      runpath: "$ORIGIN",
      needs: { "libdep.so.3": { DEP_2: ["f"] } },
    };
    expect(linked(options, tree).versions).toEqual([]);
    expect(linked(options, tree, ["/opt/a/a.node"])).toEqual({
      missing: [],
      versions: ["DEP_2 of libdep.so.3 at /opt/a/libdep.so.3 for /opt/p/f.node"],
      found: [],
    });
  });

  test("a SONAME other than the file's name counts too", () => {
    const tree = { "lib64/libdep.so": library({ soname: "libdep.so.3" }) };
    expect(linked({ needed: ["libdep.so", "libdep.so.3"] }, tree)).toMatchObject({
      missing: [],
      found: ["/lib64/libdep.so"],
    });
  });
});

describe("versions", () => {
  const needs = { "libdep.so": { DEP_1: ["f"], DEP_2: ["g"], "DEP_3?": ["h"] } };
  test.each([
    [
      "are those of the file found",
      library({ offers: ["DEP_1"] }),
      ["DEP_2 of libdep.so at /lib64/libdep.so for /opt/p/f.node"],
    ],
    ["are not missed where all are there, nor when weak", library({ offers: ["DEP_1", "DEP_2"] }), []],
    ["are not asked of a library that has none", library(), []],
  ])("%s", (_, dep, versions) =>
    expect(linked({ needed: ["libdep.so"], needs }, { "lib64/libdep.so": dep }).versions).toEqual(versions),
  );

  test("of a library's own needs", () => {
    const tree = {
      "lib64/liba.so": library({ needed: ["libdep.so"], needs: { "libdep.so": { DEP_2: ["g"] } } }),
      "lib64/libdep.so": library({ offers: ["DEP_1"] }),
    };
    expect(linked({ needed: ["liba.so"] }, tree).versions).toEqual([
      "DEP_2 of libdep.so at /lib64/libdep.so for /lib64/liba.so",
    ]);
  });

  test("of a library that is missing are not a second problem", () =>
    expect(linked({ needed: ["libdep.so"], needs }, {})).toMatchObject({
      missing: ["libdep.so for /opt/p/f.node"],
      versions: [],
    }));
});
