import { describe, expect, test } from "vitest";
import { fixOf, messageOf } from "../../../../core/findings/finding.ts";
import { machO } from "../../support/elf.ts";
import { analyse, nativeEnd, nativeStart, thread } from "../../support/journal.ts";
import { library } from "../../support/library.ts";
import { addonPath, copyPath, failedWith, foundOn, treeOf } from "../../support/native-case.ts";

const message = "libvips-cpp.so.8.18.7: cannot open shared object file: No such file or directory";
const needing = (...needed: readonly string[]): Uint8Array =>
  library({ needed: [...needed, "libc.so.6"], runpath: "$ORIGIN/../lib" });

describe("observed", () => {
  test("nowhere", () => {
    const [finding, ...more] = foundOn("missing-library", treeOf(needing("libvips-cpp.so.8.18.7")), message);
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ severity: "error", package: "n" });
    expect(finding?.evidence).toMatchObject({
      file: addonPath,
      outcome: "failed",
      loaderMessage: message,
      missing: 1,
      libraries: [{ name: "libvips-cpp.so.8.18.7", neededBy: addonPath, broken: null, passedOver: [] }],
    });
    // LD_LIBRARY_PATH, the file's own RUNPATH, the loader's default folders.
    expect(finding?.evidence.searched).toEqual([
      "/var/lang/lib",
      "/lib64",
      "/usr/lib64",
      "/var/runtime",
      "/var/runtime/lib",
      "/var/task",
      "/var/task/lib",
      "/opt/lib",
      `${copyPath}/build/lib`,
      "/lib/x86_64-linux-gnu",
      "/usr/lib/x86_64-linux-gnu",
      "/lib",
      "/usr/lib",
    ]);
  });
});

describe("silent", () => {
  test.each([
    ["in a layer's lib", { "opt/lib/libdep.so": library() }],
    ["in the function's lib", { "var/task/lib/libdep.so": library() }],
    ["by the file's RUNPATH", { [`${copyPath.slice(1)}/build/lib/libdep.so`]: library() }],
    [
      "behind one for another CPU",
      { "var/task/libdep.so": library({ machine: 183 }), "opt/lib/libdep.so": library() },
    ],
  ])("about a library %s", (_, elsewhere) =>
    expect(foundOn("missing-library", treeOf(needing("libdep.so"), {}, elsewhere))).toEqual([]),
  );

  test("about one that an addon before it has brought into the process", () => {
    const first = `${copyPath}/first/first.node`;
    const tree = treeOf(library({ needed: ["libdep.so"] }), {
      "first/first.node": library({ needed: ["libdep.so"], rpath: "$ORIGIN" }),
      "first/libdep.so": library({ soname: "libdep.so" }),
    });
    expect(foundOn("missing-library", tree)).toHaveLength(1);
    const { see } = analyse(tree);
    expect(see(thread(), nativeStart(first), nativeEnd(first), ...failedWith("no")).findings).toEqual([]);
  });
});

test("the text says what the loader found", () => {
  const told = (elsewhere: object) => {
    const [finding] = foundOn(
      "missing-library",
      treeOf(needing("libdep.so", "libother.so"), {}, { ...elsewhere }),
    );
    if (finding === undefined) throw new Error("no finding");
    return `${messageOf(finding)}\n${fixOf(finding)}`;
  };
  expect(told({})).toContain(
    [
      "needs libdep.so, which the loader does not find. Loading it failed.",
      "2 libraries are missing in total: libdep.so, libother.so.",
    ].join(" "),
  );
  expect(told({ "opt/lib/libdep.so": machO() })).toContain(
    "needs libdep.so; the loader finds /opt/lib/libdep.so first, which is not a library.",
  );
  expect(told({ "opt/lib/libdep.so": library({ machine: 183 }) })).toContain(
    "which exists only for another CPU (/opt/lib/libdep.so).",
  );
  const text = told({});
  expect(text).toContain(`The file looks for libdep.so at ${copyPath}/build/lib`);
  // A package that is there is left alone by npm, whatever it lacks.
  expect(text).toContain("`rm -rf node_modules/n && npm install --os=linux --cpu=x64");
});
