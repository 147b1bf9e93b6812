import { describe, expect, test } from "vitest";
import { cpuTimeMs } from "../../../support/cpu-time.ts";
import { machO } from "../../support/elf.ts";
import { type LibraryOptions, library } from "../../support/library.ts";
import { addonPath, causeIn, copyPath, treeOf } from "../../support/native-case.ts";
import type { Folder } from "../../support/tree.ts";

const causeOf = (options: LibraryOptions, others: Folder = {}, elsewhere: Folder = {}) =>
  causeIn(treeOf(library(options), others, elsewhere));
const RELEASE = `${copyPath}/build/Release`;

describe("wrong-libc", () => {
  test.each<[string, LibraryOptions, object]>([
    [
      "musl by its name",
      { needed: ["libc.musl-x86_64.so.1"] },
      { builtFor: "musl", needs: "libc.musl-x86_64.so.1" },
    ],
    [
      "musl by a bare libc.so",
      { needed: ["libgcc_s.so.1", "libc.so"] },
      { builtFor: "musl", needs: "libc.so" },
    ],
    ["Android's", { needed: ["libc.so", "liblog.so"] }, { builtFor: "bionic" }],
  ])("%s", (_, options, cause) =>
    expect(causeOf(options)).toMatchObject({
      code: "wrong-libc",
      host: "glibc",
      neededBy: addonPath,
      ...cause,
    }),
  );

  test("a library it brings along", () => {
    const dep = library({ soname: "libdep.so", needed: ["libc.musl-x86_64.so.1"] });
    const cause = causeOf(
      { needed: ["libdep.so", "libc.so.6"], rpath: "$ORIGIN" },
      { "build/Release/libdep.so": dep },
    );
    expect(cause).toMatchObject({
      code: "wrong-libc",
      builtFor: "musl",
      needs: "libc.musl-x86_64.so.1",
      neededBy: `${RELEASE}/libdep.so`,
    });
  });

  test("a musl aarch64 file's GLIBC_2.0 is libgcc_s's", () => {
    const needs = { "libgcc_s.so.1": { "GLIBC_2.0": ["_Unwind_Resume"] } };
    expect(causeOf({ needed: ["libgcc_s.so.1", "libc.so"], needs })).toMatchObject({
      code: "wrong-libc",
      builtFor: "musl",
    });
  });

  test("a program, unless its own loader is there", () => {
    const path = `${copyPath}/bin/tool`;
    const tool = {
      "bin/tool": library({ interpreter: "/lib/ld-musl-x86_64.so.1", needed: ["libc.musl-x86_64.so.1"] }),
    };
    expect(causeIn(treeOf("", tool), { path, use: "run" })).toMatchObject({
      code: "wrong-libc",
      needs: "/lib/ld-musl-x86_64.so.1",
    });
    expect(
      causeIn(treeOf("", tool, { "lib/ld-musl-x86_64.so.1": library() }), { path, use: "run" }),
    ).toBeNull();
  });
});

describe("missing-library", () => {
  test("with who needs it, and where the loader looks", () => {
    const dep = library({ soname: "libdep.so", needed: ["libdeep.so.2"] });
    expect(
      causeOf(
        { needed: ["libdep.so", "libgone.so"], runpath: "$ORIGIN" },
        { "build/Release/libdep.so": dep },
      ),
    ).toMatchObject({
      code: "missing-library",
      missing: 2,
      libraries: [
        { name: "libgone.so", neededBy: addonPath, broken: null, passedOver: [] },
        { name: "libdeep.so.2", neededBy: `${RELEASE}/libdep.so` },
      ],
      searched: expect.arrayContaining(["/lib64", "/opt/lib", RELEASE]),
    });
  });

  test("a file that is not a library ends the search", () => {
    const elsewhere = { "var/task/lib/libdep.so": machO(), "opt/lib/libdep.so": library() };
    expect(causeOf({ needed: ["libdep.so"] }, {}, elsewhere)).toMatchObject({
      libraries: [{ broken: "/var/task/lib/libdep.so" }],
    });
  });

  test("there for another CPU only", () =>
    expect(
      causeOf({ needed: ["libdep.so"] }, {}, { "opt/lib/libdep.so": library({ machine: 183 }) }),
    ).toMatchObject({
      libraries: [{ broken: null, passedOver: ["/opt/lib/libdep.so"] }],
    }));

  test("a program's loader", () => {
    const options = { path: `${copyPath}/bin/tool`, use: "run" } as const;
    const tool = { "bin/tool": library({ type: 2, interpreter: "/lib64/ld-gone.so.2" }) };
    expect(causeIn(treeOf("", tool), options)).toMatchObject({
      code: "missing-library",
      libraries: [{ name: "/lib64/ld-gone.so.2" }],
    });
  });

  test("no more than eight are listed", () => {
    const needed = Array.from({ length: 12 }, (_, each) => `lib${each}.so`);
    const cause = causeOf({ needed });
    expect(cause).toMatchObject({ missing: 12 });
    expect(cause?.code === "missing-library" && cause.libraries).toHaveLength(8);
  });
});

describe("newer-libc", () => {
  test("glibc's first, highest first, with symbol, found file and its level", () => {
    const needs = {
      "libstdc++.so.6": { "GLIBCXX_3.4.20": ["g"], "GLIBCXX_3.4.31": ["h"] },
      "libc.so.6": {
        GLIBC_ABI_DT_RELR: [],
        "GLIBC_2.2.5": ["memcpy"],
        "GLIBC_2.35": ["hypot"],
        "GLIBC_2.38": ["__isoc23_strtol"],
      },
    };
    const glibc = { neededBy: addonPath, library: "libc.so.6", found: "/lib64/libc.so.6" };
    const cxx = { neededBy: addonPath, library: "libstdc++.so.6", found: "/lib64/libstdc++.so.6" };
    expect(causeOf({ needed: ["libstdc++.so.6", "libc.so.6"], needs })).toEqual({
      code: "newer-libc",
      needs: [
        { version: "GLIBC_2.38", symbol: "__isoc23_strtol", highest: "GLIBC_2.34", ...glibc },
        { version: "GLIBC_2.35", symbol: "hypot", highest: "GLIBC_2.34", ...glibc },
        { version: "GLIBC_ABI_DT_RELR", symbol: null, highest: null, ...glibc },
        { version: "GLIBCXX_3.4.31", symbol: null, highest: "GLIBCXX_3.4.29", ...cxx },
      ],
      on: null,
    });
  });

  test.each([
    ["GLIBCXX_3.4.31", "GLIBCXX_3.4.29"],
    ["CXXABI_1.3.14", "CXXABI_1.3.13"],
  ])("%s", (version, highest) =>
    expect(
      causeOf({ needed: ["libstdc++.so.6"], needs: { "libstdc++.so.6": { [version]: ["f"] } } }),
    ).toMatchObject({
      code: "newer-libc",
      needs: [{ version, symbol: "f", found: "/lib64/libstdc++.so.6", highest }],
    }),
  );

  test("the libstdc++ that a package brings along does not help: the process has one already", () => {
    const own = library({ soname: "libstdc++.so.6", offers: ["GLIBCXX_3.4.33"] });
    const options = {
      needed: ["libstdc++.so.6"],
      rpath: "$ORIGIN",
      needs: { "libstdc++.so.6": { "GLIBCXX_3.4.33": ["f"] } },
    };
    expect(causeOf(options, { "build/Release/libstdc++.so.6": own })).toMatchObject({
      needs: [{ found: "/lib64/libstdc++.so.6" }],
    });
  });

  test("but a program has a process of its own", () => {
    const path = `${copyPath}/bin/tool`;
    const needs = { "libstdc++.so.6": { "GLIBCXX_3.4.33": ["f"] } };
    const tool = {
      "bin/tool": library({ type: 2, needed: ["libstdc++.so.6"], rpath: "$ORIGIN", needs }),
      "bin/libstdc++.so.6": library({ soname: "libstdc++.so.6", offers: ["GLIBCXX_3.4.33"] }),
    };
    expect(causeIn(treeOf("", tool), { path, use: "run" })).toBeNull();
  });

  test("weak needs do not count, and GLIBC names of other libraries are theirs", () => {
    const needs = { "libc.so.6": { "GLIBC_2.38?": ["f"] }, "libown.so": { "GLIBC_2.99": ["g"] } };
    const own = { "build/Release/libown.so": library({ soname: "libown.so", offers: ["GLIBC_2.99"] }) };
    expect(causeOf({ needed: ["libc.so.6", "libown.so"], rpath: "$ORIGIN", needs }, own)).toBeNull();
  });
});

describe("where the files show nothing, the loader's text", () => {
  const fine = treeOf(library({ needed: ["libc.so.6"] }));
  const told = (message: string) => causeIn(fine, { outcome: "failed", message });
  test.each<[string, string, object | null]>([
    [
      "a version",
      `/lib64/libc.so.6: version \`GLIBC_2.38' not found (required by ${addonPath})`,
      {
        code: "newer-libc",
        needs: [
          { version: "GLIBC_2.38", library: "libc.so.6", neededBy: addonPath, found: "/lib64/libc.so.6" },
        ],
      },
    ],
    [
      "a library",
      "libfoo.so.3: cannot open shared object file: No such file or directory",
      { code: "missing-library", libraries: [{ name: "libfoo.so.3" }] },
    ],
    [
      "musl's",
      "libc.musl-x86_64.so.1: cannot open shared object file: No such file or directory",
      { code: "wrong-libc", builtFor: "musl" },
    ],
    [
      "the file itself: no word on a library",
      `${addonPath}: cannot open shared object file: No such file or directory`,
      null,
    ],
    [
      "an undefined symbol",
      `${addonPath}: undefined symbol: f`,
      { code: "damaged-binary", defect: "refused" },
    ],
  ])("names %s", (_, message, cause) =>
    cause === null ? expect(told(message)).toBeNull() : expect(told(message)).toMatchObject(cause),
  );

  test("is read in linear time", () => {
    const start = cpuTimeMs();
    for (const message of [
      `${"a: version `".repeat(50_000)}`,
      `/x: version \`${"a".repeat(500_000)}`,
      "(required by ".repeat(50_000),
    ])
      told(message);
    expect(cpuTimeMs() - start).toBeLessThan(500);
  });
});
