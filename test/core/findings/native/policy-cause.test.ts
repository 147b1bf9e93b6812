import { describe, expect, test } from "vitest";
import { fixOf, messageOf } from "../../../../core/findings/finding.ts";
import { analyse, nativeEnd, nativeStart, thread } from "../../support/journal.ts";
import { type LibraryOptions, library } from "../../support/library.ts";
import { addonPath, treeOf } from "../../support/native-case.ts";
import type { Folder } from "../../support/tree.ts";

/** A newer machine than Lambda's: what Debian 12 offers. */
const newer: Folder = {
  "lib64/libc.so.6": library({ soname: "libc.so.6", offers: ["GLIBC_2.2.5", "GLIBC_2.34", "GLIBC_2.36"] }),
  "lib64/libnss3.so": library({ soname: "libnss3.so" }),
};

const found = (
  options: LibraryOptions,
  runtime: string | undefined = "nodejs24.x",
  others: Folder = {},
  message: string | null = null,
) => {
  const { see } = analyse(treeOf(library(options), others, newer), {
    layout: runtime === undefined ? { sysroot: "" } : { sysroot: "", runtime },
  });
  return see(thread(), nativeStart(addonPath), nativeEnd(addonPath, message)).findings;
};
const needing = (version: string): LibraryOptions => ({
  needed: ["libc.so.6"],
  needs: { "libc.so.6": { [version]: ["arc4random"] } },
});

describe("a file that loads here", () => {
  test("needs a version that Lambda does not have", () => {
    const [finding, ...more] = found(needing("GLIBC_2.36"));
    expect(more).toEqual([]);
    expect(finding).toMatchObject({
      code: "newer-libc",
      severity: "warning",
      evidence: {
        outcome: "loaded",
        on: "nodejs24.x",
        needs: [{ version: "GLIBC_2.36", highest: "GLIBC_2.34" }],
      },
    });
    expect(finding && messageOf(finding)).toContain(
      "needs GLIBC_2.36 (symbol arc4random) of libc.so.6; libc.so.6 on Lambda nodejs24.x goes up to " +
        "GLIBC_2.34. It loads here, and would not load there.",
    );
    expect(finding && fixOf(finding)).toContain("AWS SAM's build image");
  });

  test("needs one through a library that it brings along", () => {
    const [finding] = found({ needed: ["libown.so"], runpath: "$ORIGIN" }, "nodejs24.x", {
      "build/Release/libown.so": library(needing("GLIBC_2.36")),
    });
    expect(finding && messageOf(finding)).toMatch(/brings \S+\/libown\.so, which needs GLIBC_2\.36/);
  });

  test("needs a library of this system that Lambda is not known to have", () => {
    const [finding] = found({ needed: ["libnss3.so", "libc.so.6"] });
    expect(finding).toMatchObject({
      code: "missing-library",
      severity: "warning",
      evidence: { on: "nodejs24.x", libraries: [{ name: "libnss3.so" }] },
    });
    expect(finding && messageOf(finding)).toContain("known to be on Lambda nodejs24.x");
  });
});

describe("silent", () => {
  test.each<[string, LibraryOptions, string | undefined, Folder]>([
    ["what Lambda has", needing("GLIBC_2.34"), "nodejs24.x", {}],
    ["a weak need", needing("GLIBC_2.36?"), "nodejs24.x", {}],
    ["a name that is not a level", needing("GLIBC_PRIVATE"), "nodejs24.x", {}],
    [
      "a library that it brings along",
      { needed: ["libnss3.so"], runpath: "$ORIGIN" },
      "nodejs24.x",
      { "build/Release/libnss3.so": library() },
    ],
    ["on Lambda itself, where no other levels are asked for", needing("GLIBC_2.36"), undefined, {}],
    ["with a runtime that is not known", needing("GLIBC_2.36"), "nodejs99.x", {}],
  ])("about %s", (_, options, runtime, others) => {
    const layout = runtime === undefined ? { sysroot: "" } : { sysroot: "", runtime };
    const { see } = analyse(treeOf(library(options), others, newer), { layout });
    expect(see(thread(), nativeStart(addonPath), nativeEnd(addonPath)).findings).toEqual([]);
  });
});

test("what fails here is reported by what fails here", () => {
  const message = `/lib64/libc.so.6: version \`GLIBC_2.38' not found (required by ${addonPath})`;
  expect(found(needing("GLIBC_2.38"), "nodejs24.x", {}, message)).toMatchObject([
    { code: "newer-libc", severity: "error", evidence: { on: null, outcome: "failed" } },
  ]);
});
