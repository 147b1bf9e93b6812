import { describe, expect, test } from "vitest";
import { fixOf, messageOf } from "../../../../core/findings/finding.ts";
import { library, nodeApiAddon } from "../../support/library.ts";
import { addonPath, copyPath, failedLoad, foundOn, treeOf } from "../../support/native-case.ts";

const message = "libc.musl-x86_64.so.1: cannot open shared object file: No such file or directory";
const musl = library({ needed: ["libstdc++.so.6", "libc.musl-x86_64.so.1"] });

describe("observed", () => {
  test("built for musl, on glibc", () => {
    const fitting = `${copyPath}/build/Release/n.glibc.node`;
    const [finding, ...more] = foundOn(
      "wrong-libc",
      treeOf(musl, { "build/Release/n.glibc.node": nodeApiAddon(8, { needed: ["libc.so.6"] }) }),
      message,
    );
    expect(more).toEqual([]);
    expect(finding).toMatchObject({
      severity: "error",
      package: "n",
      winner: { path: copyPath, root: "layer" },
    });
    expect(finding?.evidence).toEqual({
      ...failedLoad(addonPath, message),
      builtFor: "musl",
      host: "glibc",
      needs: "libc.musl-x86_64.so.1",
      neededBy: addonPath,
      cpu: "x64",
      fitting,
    });
  });

  test("the reverse: built for glibc, on musl", () => {
    const tree = treeOf(
      nodeApiAddon(8, { needed: ["libc.so.6"] }),
      {},
      {
        "var/lang/bin/node": library({ type: 2, interpreter: "/lib/ld-musl-x86_64.so.1" }),
        "lib/ld-musl-x86_64.so.1": library(),
      },
    );
    expect(foundOn("wrong-libc", tree)[0]?.evidence).toMatchObject({
      builtFor: "glibc",
      host: "musl",
      needs: "libc.so.6",
    });
  });
});

describe("silent", () => {
  test.each([
    ["a file for this host's", library({ needed: ["libc.so.6"] })],
    ["a file that needs none", library()],
    [
      "a musl file for another CPU: that comes first",
      library({ machine: 183, needed: ["libc.musl-aarch64.so.1"] }),
    ],
    [
      "GLIBC_2.0 of libgcc_s",
      library({ needed: ["libgcc_s.so.1"], needs: { "libgcc_s.so.1": { "GLIBC_2.0": ["f"] } } }),
    ],
  ])("about %s", (_, bytes) => expect(foundOn("wrong-libc", treeOf(bytes))).toEqual([]));
});

test("the text names both", () => {
  const [finding] = foundOn("wrong-libc", treeOf(musl), message);
  if (finding === undefined) throw new Error("no finding");
  expect(messageOf(finding)).toBe(
    `${addonPath} of n@1.0.0 in the layer was built for musl (it needs libc.musl-x86_64.so.1); this ` +
      "function runs on glibc. Loading it failed.",
  );
  expect(fixOf(finding)).toContain("--libc=glibc");
});
