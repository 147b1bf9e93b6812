import { describe, expect, test } from "vitest";
import { fixOf, messageOf } from "../../../../core/findings/finding.ts";
import { library } from "../../support/library.ts";
import { addonPath, failedLoad, foundOn, treeOf } from "../../support/native-case.ts";

const message = `/lib64/libc.so.6: version \`GLIBC_2.38' not found (required by ${addonPath})`;
const needing = (library_: string, versions: Record<string, readonly string[]>): Uint8Array =>
  library({ needed: [library_], needs: { [library_]: versions } });
const newer = needing("libc.so.6", {
  "GLIBC_2.17": ["clock_gettime"],
  "GLIBC_2.36": ["arc4random"],
  "GLIBC_2.38": ["__isoc23_strtol"],
});

describe("observed", () => {
  test("version, symbol, and what the host has", () => {
    const [finding, ...more] = foundOn("newer-libc", treeOf(newer), message);
    expect(more).toEqual([]);
    const common = {
      neededBy: addonPath,
      library: "libc.so.6",
      found: "/lib64/libc.so.6",
      highest: "GLIBC_2.34",
    };
    expect(finding).toMatchObject({ severity: "error", package: "n" });
    expect(finding?.evidence).toEqual({
      ...failedLoad(addonPath, message),
      needs: [
        { version: "GLIBC_2.38", symbol: "__isoc23_strtol", ...common },
        { version: "GLIBC_2.36", symbol: "arc4random", ...common },
      ],
      on: null,
    });
  });
});

describe("silent", () => {
  test.each([
    ["what the host has", needing("libc.so.6", { "GLIBC_2.34": ["fstat"] })],
    ["a weak need", needing("libc.so.6", { "GLIBC_2.38?": ["f"] })],
    [
      "the same name for another library, which has no versions",
      needing("libother.so", { "GLIBC_2.38": ["f"] }),
    ],
    [
      "a file for another CPU: that comes first",
      library({ machine: 183, needed: ["libc.so.6"], needs: { "libc.so.6": { "GLIBC_2.38": [] } } }),
    ],
  ])("about %s", (_, bytes) =>
    expect(foundOn("newer-libc", treeOf(bytes, {}, { "opt/lib/libother.so": library() }))).toEqual([]),
  );
});

test("the text names version, symbol, library and level", () => {
  const [finding] = foundOn("newer-libc", treeOf(newer), message);
  if (finding === undefined) throw new Error("no finding");
  expect(messageOf(finding)).toBe(
    [
      `${addonPath} of n@1.0.0 in the layer needs GLIBC_2.38 (symbol __isoc23_strtol) of libc.so.6;`,
      "/lib64/libc.so.6 goes up to GLIBC_2.34. Loading it failed. Also missing: GLIBC_2.36.",
    ].join(" "),
  );
  expect(fixOf(finding)).toContain("Build n in AWS SAM's build image");
});
